import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace drawbar. */
export namespace drawbar {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of an EnrolRequest.
         * @deprecated Use drawbar.v1.EnrolRequest.$Properties instead.
         */
        interface IEnrolRequest extends drawbar.v1.EnrolRequest.$Properties {
        }

        /** Represents an EnrolRequest. */
        class EnrolRequest {

            /**
             * Constructs a new EnrolRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.EnrolRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolRequest claimId. */
            claimId: string;

            /** EnrolRequest secret. */
            secret: Uint8Array;

            /** EnrolRequest signingRequest. */
            signingRequest: Uint8Array;

            /** EnrolRequest device. */
            device: string;

            /**
             * Encodes the specified EnrolRequest message. Does not implicitly {@link drawbar.v1.EnrolRequest.verify|verify} messages.
             * @param message EnrolRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.EnrolRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.EnrolRequest & drawbar.v1.EnrolRequest.$Shape} EnrolRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.EnrolRequest & drawbar.v1.EnrolRequest.$Shape;
        }

        namespace EnrolRequest {

            /** Properties of an EnrolRequest. */
            interface $Properties {

                /** EnrolRequest claimId */
                claimId?: (string|null);

                /** EnrolRequest secret */
                secret?: (Uint8Array|null);

                /** EnrolRequest signingRequest */
                signingRequest?: (Uint8Array|null);

                /** EnrolRequest device */
                device?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolRequest. */
            type $Shape = drawbar.v1.EnrolRequest.$Properties;
        }

        /**
         * Properties of a RenewRequest.
         * @deprecated Use drawbar.v1.RenewRequest.$Properties instead.
         */
        interface IRenewRequest extends drawbar.v1.RenewRequest.$Properties {
        }

        /** Represents a RenewRequest. */
        class RenewRequest {

            /**
             * Constructs a new RenewRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.RenewRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenewRequest signingRequest. */
            signingRequest: Uint8Array;

            /** RenewRequest proof. */
            proof?: (drawbar.v1.RenewalProof.$Properties|null);

            /**
             * Encodes the specified RenewRequest message. Does not implicitly {@link drawbar.v1.RenewRequest.verify|verify} messages.
             * @param message RenewRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.RenewRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenewRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.RenewRequest & drawbar.v1.RenewRequest.$Shape} RenewRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.RenewRequest & drawbar.v1.RenewRequest.$Shape;
        }

        namespace RenewRequest {

            /** Properties of a RenewRequest. */
            interface $Properties {

                /** RenewRequest signingRequest */
                signingRequest?: (Uint8Array|null);

                /** RenewRequest proof */
                proof?: (drawbar.v1.RenewalProof.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenewRequest. */
            type $Shape = drawbar.v1.RenewRequest.$Properties;
        }

        /**
         * Properties of a RenewalProof.
         * @deprecated Use drawbar.v1.RenewalProof.$Properties instead.
         */
        interface IRenewalProof extends drawbar.v1.RenewalProof.$Properties {
        }

        /** Represents a RenewalProof. */
        class RenewalProof {

            /**
             * Constructs a new RenewalProof.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.RenewalProof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenewalProof certificate. */
            certificate: Uint8Array;

            /** RenewalProof signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified RenewalProof message. Does not implicitly {@link drawbar.v1.RenewalProof.verify|verify} messages.
             * @param message RenewalProof message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.RenewalProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenewalProof message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.RenewalProof & drawbar.v1.RenewalProof.$Shape} RenewalProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.RenewalProof & drawbar.v1.RenewalProof.$Shape;
        }

        namespace RenewalProof {

            /** Properties of a RenewalProof. */
            interface $Properties {

                /** RenewalProof certificate */
                certificate?: (Uint8Array|null);

                /** RenewalProof signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenewalProof. */
            type $Shape = drawbar.v1.RenewalProof.$Properties;
        }

        /**
         * Properties of an EnrolReply.
         * @deprecated Use drawbar.v1.EnrolReply.$Properties instead.
         */
        interface IEnrolReply extends drawbar.v1.EnrolReply.$Properties {
        }

        /** Represents an EnrolReply. */
        class EnrolReply {

            /**
             * Constructs a new EnrolReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.EnrolReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolReply source. */
            source: Uint8Array;

            /** EnrolReply tenant. */
            tenant: Uint8Array;

            /** EnrolReply certificates. */
            certificates: Uint8Array[];

            /** EnrolReply root. */
            root: Uint8Array;

            /** EnrolReply kind. */
            kind: string;

            /** EnrolReply hubs. */
            hubs: string[];

            /** EnrolReply enrolment. */
            enrolment: string[];

            /**
             * Encodes the specified EnrolReply message. Does not implicitly {@link drawbar.v1.EnrolReply.verify|verify} messages.
             * @param message EnrolReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.EnrolReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.EnrolReply & drawbar.v1.EnrolReply.$Shape} EnrolReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.EnrolReply & drawbar.v1.EnrolReply.$Shape;
        }

        namespace EnrolReply {

            /** Properties of an EnrolReply. */
            interface $Properties {

                /** EnrolReply source */
                source?: (Uint8Array|null);

                /** EnrolReply tenant */
                tenant?: (Uint8Array|null);

                /** EnrolReply certificates */
                certificates?: (Uint8Array[]|null);

                /** EnrolReply root */
                root?: (Uint8Array|null);

                /** EnrolReply kind */
                kind?: (string|null);

                /** EnrolReply hubs */
                hubs?: (string[]|null);

                /** EnrolReply enrolment */
                enrolment?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolReply. */
            type $Shape = drawbar.v1.EnrolReply.$Properties;
        }

        /**
         * Properties of a RangeSet.
         * @deprecated Use drawbar.v1.RangeSet.$Properties instead.
         */
        interface IRangeSet extends drawbar.v1.RangeSet.$Properties {
        }

        /** Represents a RangeSet. */
        class RangeSet {

            /**
             * Constructs a new RangeSet.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.RangeSet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RangeSet bounds. */
            bounds: (number|Long)[];

            /**
             * Encodes the specified RangeSet message. Does not implicitly {@link drawbar.v1.RangeSet.verify|verify} messages.
             * @param message RangeSet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.RangeSet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RangeSet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.RangeSet & drawbar.v1.RangeSet.$Shape} RangeSet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.RangeSet & drawbar.v1.RangeSet.$Shape;
        }

        namespace RangeSet {

            /** Properties of a RangeSet. */
            interface $Properties {

                /** RangeSet bounds */
                bounds?: ((number|Long)[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RangeSet. */
            type $Shape = drawbar.v1.RangeSet.$Properties;
        }

        /**
         * Properties of a StreamName.
         * @deprecated Use drawbar.v1.StreamName.$Properties instead.
         */
        interface IStreamName extends drawbar.v1.StreamName.$Properties {
        }

        /** Represents a StreamName. */
        class StreamName {

            /**
             * Constructs a new StreamName.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.StreamName.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamName source. */
            source: Uint8Array;

            /** StreamName epoch. */
            epoch: (number|Long);

            /** StreamName priority. */
            priority: number;

            /**
             * Encodes the specified StreamName message. Does not implicitly {@link drawbar.v1.StreamName.verify|verify} messages.
             * @param message StreamName message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.StreamName.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamName message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.StreamName & drawbar.v1.StreamName.$Shape} StreamName
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.StreamName & drawbar.v1.StreamName.$Shape;
        }

        namespace StreamName {

            /** Properties of a StreamName. */
            interface $Properties {

                /** StreamName source */
                source?: (Uint8Array|null);

                /** StreamName epoch */
                epoch?: (number|Long|null);

                /** StreamName priority */
                priority?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StreamName. */
            type $Shape = drawbar.v1.StreamName.$Properties;
        }

        /**
         * Properties of a CloudView.
         * @deprecated Use drawbar.v1.CloudView.$Properties instead.
         */
        interface ICloudView extends drawbar.v1.CloudView.$Properties {
        }

        /** Represents a CloudView. */
        class CloudView {

            /**
             * Constructs a new CloudView.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.CloudView.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CloudView incarnation. */
            incarnation: (number|Long);

            /** CloudView asOfMs. */
            asOfMs: (number|Long);

            /**
             * Encodes the specified CloudView message. Does not implicitly {@link drawbar.v1.CloudView.verify|verify} messages.
             * @param message CloudView message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.CloudView.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CloudView message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.CloudView & drawbar.v1.CloudView.$Shape} CloudView
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.CloudView & drawbar.v1.CloudView.$Shape;
        }

        namespace CloudView {

            /** Properties of a CloudView. */
            interface $Properties {

                /** CloudView incarnation */
                incarnation?: (number|Long|null);

                /** CloudView asOfMs */
                asOfMs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CloudView. */
            type $Shape = drawbar.v1.CloudView.$Properties;
        }

        /**
         * Properties of a StreamSpan.
         * @deprecated Use drawbar.v1.StreamSpan.$Properties instead.
         */
        interface IStreamSpan extends drawbar.v1.StreamSpan.$Properties {
        }

        /** Represents a StreamSpan. */
        class StreamSpan {

            /**
             * Constructs a new StreamSpan.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.StreamSpan.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamSpan stream. */
            stream?: (drawbar.v1.StreamName.$Properties|null);

            /** StreamSpan first. */
            first: (number|Long);

            /** StreamSpan last. */
            last: (number|Long);

            /**
             * Encodes the specified StreamSpan message. Does not implicitly {@link drawbar.v1.StreamSpan.verify|verify} messages.
             * @param message StreamSpan message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.StreamSpan.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamSpan message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.StreamSpan & drawbar.v1.StreamSpan.$Shape} StreamSpan
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.StreamSpan & drawbar.v1.StreamSpan.$Shape;
        }

        namespace StreamSpan {

            /** Properties of a StreamSpan. */
            interface $Properties {

                /** StreamSpan stream */
                stream?: (drawbar.v1.StreamName.$Properties|null);

                /** StreamSpan first */
                first?: (number|Long|null);

                /** StreamSpan last */
                last?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StreamSpan. */
            type $Shape = drawbar.v1.StreamSpan.$Properties;
        }

        /**
         * Properties of a StreamClaim.
         * @deprecated Use drawbar.v1.StreamClaim.$Properties instead.
         */
        interface IStreamClaim extends drawbar.v1.StreamClaim.$Properties {
        }

        /** Represents a StreamClaim. */
        class StreamClaim {

            /**
             * Constructs a new StreamClaim.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.StreamClaim.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamClaim stream. */
            stream?: (drawbar.v1.StreamName.$Properties|null);

            /** StreamClaim have. */
            have?: (drawbar.v1.RangeSet.$Properties|null);

            /** StreamClaim secured. */
            secured?: (drawbar.v1.RangeSet.$Properties|null);

            /** StreamClaim through. */
            through: (number|Long);

            /**
             * Encodes the specified StreamClaim message. Does not implicitly {@link drawbar.v1.StreamClaim.verify|verify} messages.
             * @param message StreamClaim message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.StreamClaim.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamClaim message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.StreamClaim & drawbar.v1.StreamClaim.$Shape} StreamClaim
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.StreamClaim & drawbar.v1.StreamClaim.$Shape;
        }

        namespace StreamClaim {

            /** Properties of a StreamClaim. */
            interface $Properties {

                /** StreamClaim stream */
                stream?: (drawbar.v1.StreamName.$Properties|null);

                /** StreamClaim have */
                have?: (drawbar.v1.RangeSet.$Properties|null);

                /** StreamClaim secured */
                secured?: (drawbar.v1.RangeSet.$Properties|null);

                /** StreamClaim through */
                through?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StreamClaim. */
            type $Shape = drawbar.v1.StreamClaim.$Properties;
        }

        /**
         * Properties of a Record.
         * @deprecated Use drawbar.v1.Record.$Properties instead.
         */
        interface IRecord extends drawbar.v1.Record.$Properties {
        }

        /** Represents a Record. */
        class Record {

            /**
             * Constructs a new Record.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Record.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Record stream. */
            stream?: (drawbar.v1.StreamName.$Properties|null);

            /** Record seq. */
            seq: (number|Long);

            /** Record checksum. */
            checksum: Uint8Array;

            /** Record kind. */
            kind: number;

            /** Record producedBefore. */
            producedBefore: (number|Long);

            /** Record produced. */
            produced: (number|Long);

            /** Record samples. */
            samples: (number|Long);

            /** Record catalogue. */
            catalogue: Uint8Array;

            /** Record replaces. */
            replaces: (number|Long)[];

            /** Record body. */
            body: Uint8Array;

            /** Record replacesEpoch. */
            replacesEpoch?: (number|Long|null);

            /**
             * Encodes the specified Record message. Does not implicitly {@link drawbar.v1.Record.verify|verify} messages.
             * @param message Record message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Record.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Record message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Record & drawbar.v1.Record.$Shape} Record
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Record & drawbar.v1.Record.$Shape;
        }

        namespace Record {

            /** Properties of a Record. */
            interface $Properties {

                /** Record stream */
                stream?: (drawbar.v1.StreamName.$Properties|null);

                /** Record seq */
                seq?: (number|Long|null);

                /** Record checksum */
                checksum?: (Uint8Array|null);

                /** Record kind */
                kind?: (number|null);

                /** Record producedBefore */
                producedBefore?: (number|Long|null);

                /** Record produced */
                produced?: (number|Long|null);

                /** Record samples */
                samples?: (number|Long|null);

                /** Record catalogue */
                catalogue?: (Uint8Array|null);

                /** Record replaces */
                replaces?: ((number|Long)[]|null);

                /** Record body */
                body?: (Uint8Array|null);

                /** Record replacesEpoch */
                replacesEpoch?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Record. */
            type $Shape = drawbar.v1.Record.$Properties;
        }

        /**
         * Properties of a Hello.
         * @deprecated Use drawbar.v1.Hello.$Properties instead.
         */
        interface IHello extends drawbar.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello source. */
            source: Uint8Array;

            /** Hello epoch. */
            epoch: (number|Long);

            /** Hello boot. */
            boot: (number|Long);

            /** Hello protocols. */
            protocols: number[];

            /** Hello agent. */
            agent: string;

            /** Hello streams. */
            streams: drawbar.v1.StreamSpan.$Properties[];

            /** Hello cloudSeen. */
            cloudSeen?: (drawbar.v1.CloudView.$Properties|null);

            /** Hello doubted. */
            doubted?: (number|Long|null);

            /** Hello cursor. */
            cursor?: (drawbar.v1.Cursor.$Properties|null);

            /**
             * Encodes the specified Hello message. Does not implicitly {@link drawbar.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Hello & drawbar.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Hello & drawbar.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello source */
                source?: (Uint8Array|null);

                /** Hello epoch */
                epoch?: (number|Long|null);

                /** Hello boot */
                boot?: (number|Long|null);

                /** Hello protocols */
                protocols?: (number[]|null);

                /** Hello agent */
                agent?: (string|null);

                /** Hello streams */
                streams?: (drawbar.v1.StreamSpan.$Properties[]|null);

                /** Hello cloudSeen */
                cloudSeen?: (drawbar.v1.CloudView.$Properties|null);

                /** Hello doubted */
                doubted?: (number|Long|null);

                /** Hello cursor */
                cursor?: (drawbar.v1.Cursor.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = drawbar.v1.Hello.$Properties;
        }

        /**
         * Properties of a Cursor.
         * @deprecated Use drawbar.v1.Cursor.$Properties instead.
         */
        interface ICursor extends drawbar.v1.Cursor.$Properties {
        }

        /** Represents a Cursor. */
        class Cursor {

            /**
             * Constructs a new Cursor.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Cursor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Cursor incarnation. */
            incarnation: (number|Long);

            /** Cursor position. */
            position: (number|Long);

            /**
             * Encodes the specified Cursor message. Does not implicitly {@link drawbar.v1.Cursor.verify|verify} messages.
             * @param message Cursor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Cursor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Cursor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Cursor & drawbar.v1.Cursor.$Shape} Cursor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Cursor & drawbar.v1.Cursor.$Shape;
        }

        namespace Cursor {

            /** Properties of a Cursor. */
            interface $Properties {

                /** Cursor incarnation */
                incarnation?: (number|Long|null);

                /** Cursor position */
                position?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Cursor. */
            type $Shape = drawbar.v1.Cursor.$Properties;
        }

        /**
         * Properties of a Catalogue.
         * @deprecated Use drawbar.v1.Catalogue.$Properties instead.
         */
        interface ICatalogue extends drawbar.v1.Catalogue.$Properties {
        }

        /** Represents a Catalogue. */
        class Catalogue {

            /**
             * Constructs a new Catalogue.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Catalogue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Catalogue hash. */
            hash: Uint8Array;

            /** Catalogue body. */
            body: Uint8Array;

            /**
             * Encodes the specified Catalogue message. Does not implicitly {@link drawbar.v1.Catalogue.verify|verify} messages.
             * @param message Catalogue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Catalogue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Catalogue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Catalogue & drawbar.v1.Catalogue.$Shape} Catalogue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Catalogue & drawbar.v1.Catalogue.$Shape;
        }

        namespace Catalogue {

            /** Properties of a Catalogue. */
            interface $Properties {

                /** Catalogue hash */
                hash?: (Uint8Array|null);

                /** Catalogue body */
                body?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Catalogue. */
            type $Shape = drawbar.v1.Catalogue.$Properties;
        }

        /**
         * Properties of a Drained.
         * @deprecated Use drawbar.v1.Drained.$Properties instead.
         */
        interface IDrained extends drawbar.v1.Drained.$Properties {
        }

        /** Represents a Drained. */
        class Drained {

            /**
             * Constructs a new Drained.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Drained.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Drained depot. */
            depot: Uint8Array;

            /** Drained incarnation. */
            incarnation: string;

            /**
             * Encodes the specified Drained message. Does not implicitly {@link drawbar.v1.Drained.verify|verify} messages.
             * @param message Drained message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Drained.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Drained message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Drained & drawbar.v1.Drained.$Shape} Drained
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Drained & drawbar.v1.Drained.$Shape;
        }

        namespace Drained {

            /** Properties of a Drained. */
            interface $Properties {

                /** Drained depot */
                depot?: (Uint8Array|null);

                /** Drained incarnation */
                incarnation?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Drained. */
            type $Shape = drawbar.v1.Drained.$Properties;
        }

        /**
         * Properties of a PeerMessage.
         * @deprecated Use drawbar.v1.PeerMessage.$Properties instead.
         */
        interface IPeerMessage extends drawbar.v1.PeerMessage.$Properties {
        }

        /** Represents a PeerMessage. */
        class PeerMessage {

            /**
             * Constructs a new PeerMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.PeerMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PeerMessage session. */
            session: (number|Long);

            /** PeerMessage hello. */
            hello?: (drawbar.v1.Hello.$Properties|null);

            /** PeerMessage record. */
            record?: (drawbar.v1.Record.$Properties|null);

            /** PeerMessage catalogue. */
            catalogue?: (drawbar.v1.Catalogue.$Properties|null);

            /** PeerMessage drained. */
            drained?: (drawbar.v1.Drained.$Properties|null);

            /** PeerMessage message. */
            message?: ("hello"|"record"|"catalogue"|"drained");

            /**
             * Encodes the specified PeerMessage message. Does not implicitly {@link drawbar.v1.PeerMessage.verify|verify} messages.
             * @param message PeerMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.PeerMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PeerMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.PeerMessage & drawbar.v1.PeerMessage.$Shape} PeerMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.PeerMessage & drawbar.v1.PeerMessage.$Shape;
        }

        namespace PeerMessage {

            /** Properties of a PeerMessage. */
            interface $Properties {

                /** PeerMessage session */
                session?: (number|Long|null);

                /** PeerMessage hello */
                hello?: (drawbar.v1.Hello.$Properties|null);

                /** PeerMessage record */
                record?: (drawbar.v1.Record.$Properties|null);

                /** PeerMessage catalogue */
                catalogue?: (drawbar.v1.Catalogue.$Properties|null);

                /** PeerMessage drained */
                drained?: (drawbar.v1.Drained.$Properties|null);

                /** PeerMessage message */
                message?: ("hello"|"record"|"catalogue"|"drained");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a PeerMessage. */
            type $Shape = {
              session?: number|Long|null;
              hello?: drawbar.v1.Hello.$Shape|null;
              record?: drawbar.v1.Record.$Shape|null;
              catalogue?: drawbar.v1.Catalogue.$Shape|null;
              drained?: drawbar.v1.Drained.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; hello?: null; record?: null; catalogue?: null; drained?: null }|{ message?: "hello"; hello: drawbar.v1.Hello.$Shape; record?: null; catalogue?: null; drained?: null }|{ message?: "record"; hello?: null; record: drawbar.v1.Record.$Shape; catalogue?: null; drained?: null }|{ message?: "catalogue"; hello?: null; record?: null; catalogue: drawbar.v1.Catalogue.$Shape; drained?: null }|{ message?: "drained"; hello?: null; record?: null; catalogue?: null; drained: drawbar.v1.Drained.$Shape })
            );
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use drawbar.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends drawbar.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome incarnation. */
            incarnation: string;

            /** Welcome cloud. */
            cloud?: (drawbar.v1.CloudView.$Properties|null);

            /** Welcome bootSeen. */
            bootSeen?: (number|Long|null);

            /** Welcome windowRecords. */
            windowRecords: number;

            /** Welcome windowBytes. */
            windowBytes: number;

            /** Welcome streams. */
            streams: drawbar.v1.StreamClaim.$Properties[];

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link drawbar.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Welcome & drawbar.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Welcome & drawbar.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome incarnation */
                incarnation?: (string|null);

                /** Welcome cloud */
                cloud?: (drawbar.v1.CloudView.$Properties|null);

                /** Welcome bootSeen */
                bootSeen?: (number|Long|null);

                /** Welcome windowRecords */
                windowRecords?: (number|null);

                /** Welcome windowBytes */
                windowBytes?: (number|null);

                /** Welcome streams */
                streams?: (drawbar.v1.StreamClaim.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = drawbar.v1.Welcome.$Properties;
        }

        /**
         * Properties of a Mark.
         * @deprecated Use drawbar.v1.Mark.$Properties instead.
         */
        interface IMark extends drawbar.v1.Mark.$Properties {
        }

        /** Represents a Mark. */
        class Mark {

            /**
             * Constructs a new Mark.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Mark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mark incarnation. */
            incarnation: string;

            /** Mark cloud. */
            cloud?: (drawbar.v1.CloudView.$Properties|null);

            /** Mark stream. */
            stream?: (drawbar.v1.StreamName.$Properties|null);

            /** Mark stored. */
            stored?: (drawbar.v1.RangeSet.$Properties|null);

            /** Mark secured. */
            secured?: (drawbar.v1.RangeSet.$Properties|null);

            /**
             * Encodes the specified Mark message. Does not implicitly {@link drawbar.v1.Mark.verify|verify} messages.
             * @param message Mark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Mark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Mark & drawbar.v1.Mark.$Shape} Mark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Mark & drawbar.v1.Mark.$Shape;
        }

        namespace Mark {

            /** Properties of a Mark. */
            interface $Properties {

                /** Mark incarnation */
                incarnation?: (string|null);

                /** Mark cloud */
                cloud?: (drawbar.v1.CloudView.$Properties|null);

                /** Mark stream */
                stream?: (drawbar.v1.StreamName.$Properties|null);

                /** Mark stored */
                stored?: (drawbar.v1.RangeSet.$Properties|null);

                /** Mark secured */
                secured?: (drawbar.v1.RangeSet.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Mark. */
            type $Shape = drawbar.v1.Mark.$Properties;
        }

        /**
         * Properties of a Refused.
         * @deprecated Use drawbar.v1.Refused.$Properties instead.
         */
        interface IRefused extends drawbar.v1.Refused.$Properties {
        }

        /** Represents a Refused. */
        class Refused {

            /**
             * Constructs a new Refused.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Refused.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refused stream. */
            stream?: (drawbar.v1.StreamName.$Properties|null);

            /** Refused seq. */
            seq: (number|Long);

            /** Refused reason. */
            reason: number;

            /**
             * Encodes the specified Refused message. Does not implicitly {@link drawbar.v1.Refused.verify|verify} messages.
             * @param message Refused message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Refused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refused message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Refused & drawbar.v1.Refused.$Shape} Refused
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Refused & drawbar.v1.Refused.$Shape;
        }

        namespace Refused {

            /** Properties of a Refused. */
            interface $Properties {

                /** Refused stream */
                stream?: (drawbar.v1.StreamName.$Properties|null);

                /** Refused seq */
                seq?: (number|Long|null);

                /** Refused reason */
                reason?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refused. */
            type $Shape = drawbar.v1.Refused.$Properties;
        }

        /**
         * Properties of a Need.
         * @deprecated Use drawbar.v1.Need.$Properties instead.
         */
        interface INeed extends drawbar.v1.Need.$Properties {
        }

        /** Represents a Need. */
        class Need {

            /**
             * Constructs a new Need.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Need.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Need hash. */
            hash: Uint8Array;

            /** Need stream. */
            stream?: (drawbar.v1.StreamName.$Properties|null);

            /** Need seq. */
            seq: (number|Long);

            /**
             * Encodes the specified Need message. Does not implicitly {@link drawbar.v1.Need.verify|verify} messages.
             * @param message Need message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Need.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Need message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Need & drawbar.v1.Need.$Shape} Need
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Need & drawbar.v1.Need.$Shape;
        }

        namespace Need {

            /** Properties of a Need. */
            interface $Properties {

                /** Need hash */
                hash?: (Uint8Array|null);

                /** Need stream */
                stream?: (drawbar.v1.StreamName.$Properties|null);

                /** Need seq */
                seq?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Need. */
            type $Shape = drawbar.v1.Need.$Properties;
        }

        /**
         * Properties of a Bye.
         * @deprecated Use drawbar.v1.Bye.$Properties instead.
         */
        interface IBye extends drawbar.v1.Bye.$Properties {
        }

        /** Represents a Bye. */
        class Bye {

            /**
             * Constructs a new Bye.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Bye.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Bye reason. */
            reason: number;

            /**
             * Encodes the specified Bye message. Does not implicitly {@link drawbar.v1.Bye.verify|verify} messages.
             * @param message Bye message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Bye.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Bye message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Bye & drawbar.v1.Bye.$Shape} Bye
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Bye & drawbar.v1.Bye.$Shape;
        }

        namespace Bye {

            /** Properties of a Bye. */
            interface $Properties {

                /** Bye reason */
                reason?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Bye. */
            type $Shape = drawbar.v1.Bye.$Properties;
        }

        /**
         * Properties of a Changes.
         * @deprecated Use drawbar.v1.Changes.$Properties instead.
         */
        interface IChanges extends drawbar.v1.Changes.$Properties {
        }

        /** Represents a Changes. */
        class Changes {

            /**
             * Constructs a new Changes.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Changes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Changes incarnation. */
            incarnation: (number|Long);

            /** Changes from. */
            from: (number|Long);

            /** Changes items. */
            items: Uint8Array[];

            /**
             * Encodes the specified Changes message. Does not implicitly {@link drawbar.v1.Changes.verify|verify} messages.
             * @param message Changes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Changes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Changes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Changes & drawbar.v1.Changes.$Shape} Changes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Changes & drawbar.v1.Changes.$Shape;
        }

        namespace Changes {

            /** Properties of a Changes. */
            interface $Properties {

                /** Changes incarnation */
                incarnation?: (number|Long|null);

                /** Changes from */
                from?: (number|Long|null);

                /** Changes items */
                items?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Changes. */
            type $Shape = drawbar.v1.Changes.$Properties;
        }

        /**
         * Properties of a HubMessage.
         * @deprecated Use drawbar.v1.HubMessage.$Properties instead.
         */
        interface IHubMessage extends drawbar.v1.HubMessage.$Properties {
        }

        /** Represents a HubMessage. */
        class HubMessage {

            /**
             * Constructs a new HubMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.HubMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HubMessage session. */
            session: (number|Long);

            /** HubMessage welcome. */
            welcome?: (drawbar.v1.Welcome.$Properties|null);

            /** HubMessage mark. */
            mark?: (drawbar.v1.Mark.$Properties|null);

            /** HubMessage refused. */
            refused?: (drawbar.v1.Refused.$Properties|null);

            /** HubMessage need. */
            need?: (drawbar.v1.Need.$Properties|null);

            /** HubMessage bye. */
            bye?: (drawbar.v1.Bye.$Properties|null);

            /** HubMessage changes. */
            changes?: (drawbar.v1.Changes.$Properties|null);

            /** HubMessage message. */
            message?: ("welcome"|"mark"|"refused"|"need"|"bye"|"changes");

            /**
             * Encodes the specified HubMessage message. Does not implicitly {@link drawbar.v1.HubMessage.verify|verify} messages.
             * @param message HubMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.HubMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HubMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.HubMessage & drawbar.v1.HubMessage.$Shape} HubMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.HubMessage & drawbar.v1.HubMessage.$Shape;
        }

        namespace HubMessage {

            /** Properties of a HubMessage. */
            interface $Properties {

                /** HubMessage session */
                session?: (number|Long|null);

                /** HubMessage welcome */
                welcome?: (drawbar.v1.Welcome.$Properties|null);

                /** HubMessage mark */
                mark?: (drawbar.v1.Mark.$Properties|null);

                /** HubMessage refused */
                refused?: (drawbar.v1.Refused.$Properties|null);

                /** HubMessage need */
                need?: (drawbar.v1.Need.$Properties|null);

                /** HubMessage bye */
                bye?: (drawbar.v1.Bye.$Properties|null);

                /** HubMessage changes */
                changes?: (drawbar.v1.Changes.$Properties|null);

                /** HubMessage message */
                message?: ("welcome"|"mark"|"refused"|"need"|"bye"|"changes");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a HubMessage. */
            type $Shape = {
              session?: number|Long|null;
              welcome?: drawbar.v1.Welcome.$Shape|null;
              mark?: drawbar.v1.Mark.$Shape|null;
              refused?: drawbar.v1.Refused.$Shape|null;
              need?: drawbar.v1.Need.$Shape|null;
              bye?: drawbar.v1.Bye.$Shape|null;
              changes?: drawbar.v1.Changes.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; welcome?: null; mark?: null; refused?: null; need?: null; bye?: null; changes?: null }|{ message?: "welcome"; welcome: drawbar.v1.Welcome.$Shape; mark?: null; refused?: null; need?: null; bye?: null; changes?: null }|{ message?: "mark"; welcome?: null; mark: drawbar.v1.Mark.$Shape; refused?: null; need?: null; bye?: null; changes?: null }|{ message?: "refused"; welcome?: null; mark?: null; refused: drawbar.v1.Refused.$Shape; need?: null; bye?: null; changes?: null }|{ message?: "need"; welcome?: null; mark?: null; refused?: null; need: drawbar.v1.Need.$Shape; bye?: null; changes?: null }|{ message?: "bye"; welcome?: null; mark?: null; refused?: null; need?: null; bye: drawbar.v1.Bye.$Shape; changes?: null }|{ message?: "changes"; welcome?: null; mark?: null; refused?: null; need?: null; bye?: null; changes: drawbar.v1.Changes.$Shape })
            );
        }

        /**
         * Properties of a LiveValue.
         * @deprecated Use drawbar.v1.LiveValue.$Properties instead.
         */
        interface ILiveValue extends drawbar.v1.LiveValue.$Properties {
        }

        /** Represents a LiveValue. */
        class LiveValue {

            /**
             * Constructs a new LiveValue.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.LiveValue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LiveValue signal. */
            signal: number;

            /** LiveValue atUs. */
            atUs: (number|Long);

            /** LiveValue value. */
            value: number;

            /**
             * Encodes the specified LiveValue message. Does not implicitly {@link drawbar.v1.LiveValue.verify|verify} messages.
             * @param message LiveValue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.LiveValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LiveValue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.LiveValue & drawbar.v1.LiveValue.$Shape} LiveValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.LiveValue & drawbar.v1.LiveValue.$Shape;
        }

        namespace LiveValue {

            /** Properties of a LiveValue. */
            interface $Properties {

                /** LiveValue signal */
                signal?: (number|null);

                /** LiveValue atUs */
                atUs?: (number|Long|null);

                /** LiveValue value */
                value?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LiveValue. */
            type $Shape = drawbar.v1.LiveValue.$Properties;
        }

        /**
         * Properties of a LiveFrame.
         * @deprecated Use drawbar.v1.LiveFrame.$Properties instead.
         */
        interface ILiveFrame extends drawbar.v1.LiveFrame.$Properties {
        }

        /** Represents a LiveFrame. */
        class LiveFrame {

            /**
             * Constructs a new LiveFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.LiveFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LiveFrame source. */
            source: Uint8Array;

            /** LiveFrame boot. */
            boot: (number|Long);

            /** LiveFrame monoUs. */
            monoUs: (number|Long);

            /** LiveFrame catalogue. */
            catalogue: Uint8Array;

            /** LiveFrame values. */
            values: drawbar.v1.LiveValue.$Properties[];

            /**
             * Encodes the specified LiveFrame message. Does not implicitly {@link drawbar.v1.LiveFrame.verify|verify} messages.
             * @param message LiveFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.LiveFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LiveFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.LiveFrame & drawbar.v1.LiveFrame.$Shape} LiveFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.LiveFrame & drawbar.v1.LiveFrame.$Shape;
        }

        namespace LiveFrame {

            /** Properties of a LiveFrame. */
            interface $Properties {

                /** LiveFrame source */
                source?: (Uint8Array|null);

                /** LiveFrame boot */
                boot?: (number|Long|null);

                /** LiveFrame monoUs */
                monoUs?: (number|Long|null);

                /** LiveFrame catalogue */
                catalogue?: (Uint8Array|null);

                /** LiveFrame values */
                values?: (drawbar.v1.LiveValue.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LiveFrame. */
            type $Shape = drawbar.v1.LiveFrame.$Properties;
        }

        /**
         * Properties of a LiveAsleep.
         * @deprecated Use drawbar.v1.LiveAsleep.$Properties instead.
         */
        interface ILiveAsleep extends drawbar.v1.LiveAsleep.$Properties {
        }

        /** Represents a LiveAsleep. */
        class LiveAsleep {

            /**
             * Constructs a new LiveAsleep.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.LiveAsleep.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LiveAsleep source. */
            source: Uint8Array;

            /** LiveAsleep boot. */
            boot: (number|Long);

            /** LiveAsleep monoUs. */
            monoUs: (number|Long);

            /** LiveAsleep atUs. */
            atUs: (number|Long);

            /**
             * Encodes the specified LiveAsleep message. Does not implicitly {@link drawbar.v1.LiveAsleep.verify|verify} messages.
             * @param message LiveAsleep message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.LiveAsleep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LiveAsleep message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.LiveAsleep & drawbar.v1.LiveAsleep.$Shape} LiveAsleep
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.LiveAsleep & drawbar.v1.LiveAsleep.$Shape;
        }

        namespace LiveAsleep {

            /** Properties of a LiveAsleep. */
            interface $Properties {

                /** LiveAsleep source */
                source?: (Uint8Array|null);

                /** LiveAsleep boot */
                boot?: (number|Long|null);

                /** LiveAsleep monoUs */
                monoUs?: (number|Long|null);

                /** LiveAsleep atUs */
                atUs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LiveAsleep. */
            type $Shape = drawbar.v1.LiveAsleep.$Properties;
        }

        /**
         * Properties of a LiveUp.
         * @deprecated Use drawbar.v1.LiveUp.$Properties instead.
         */
        interface ILiveUp extends drawbar.v1.LiveUp.$Properties {
        }

        /** Represents a LiveUp. */
        class LiveUp {

            /**
             * Constructs a new LiveUp.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.LiveUp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LiveUp live. */
            live?: (drawbar.v1.LiveFrame.$Properties|null);

            /** LiveUp asleep. */
            asleep?: (drawbar.v1.LiveAsleep.$Properties|null);

            /** LiveUp message. */
            message?: ("live"|"asleep");

            /**
             * Encodes the specified LiveUp message. Does not implicitly {@link drawbar.v1.LiveUp.verify|verify} messages.
             * @param message LiveUp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.LiveUp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LiveUp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.LiveUp & drawbar.v1.LiveUp.$Shape} LiveUp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.LiveUp & drawbar.v1.LiveUp.$Shape;
        }

        namespace LiveUp {

            /** Properties of a LiveUp. */
            interface $Properties {

                /** LiveUp live */
                live?: (drawbar.v1.LiveFrame.$Properties|null);

                /** LiveUp asleep */
                asleep?: (drawbar.v1.LiveAsleep.$Properties|null);

                /** LiveUp message */
                message?: ("live"|"asleep");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a LiveUp. */
            type $Shape = {
              live?: drawbar.v1.LiveFrame.$Shape|null;
              asleep?: drawbar.v1.LiveAsleep.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; live?: null; asleep?: null }|{ message?: "live"; live: drawbar.v1.LiveFrame.$Shape; asleep?: null }|{ message?: "asleep"; live?: null; asleep: drawbar.v1.LiveAsleep.$Shape })
            );
        }

        /**
         * Properties of a Watch.
         * @deprecated Use drawbar.v1.Watch.$Properties instead.
         */
        interface IWatch extends drawbar.v1.Watch.$Properties {
        }

        /** Represents a Watch. */
        class Watch {

            /**
             * Constructs a new Watch.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.Watch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Watch source. */
            source: Uint8Array;

            /** Watch signals. */
            signals: number[];

            /** Watch catalogue. */
            catalogue: Uint8Array;

            /** Watch forMs. */
            forMs: number;

            /**
             * Encodes the specified Watch message. Does not implicitly {@link drawbar.v1.Watch.verify|verify} messages.
             * @param message Watch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.Watch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Watch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.Watch & drawbar.v1.Watch.$Shape} Watch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.Watch & drawbar.v1.Watch.$Shape;
        }

        namespace Watch {

            /** Properties of a Watch. */
            interface $Properties {

                /** Watch source */
                source?: (Uint8Array|null);

                /** Watch signals */
                signals?: (number[]|null);

                /** Watch catalogue */
                catalogue?: (Uint8Array|null);

                /** Watch forMs */
                forMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Watch. */
            type $Shape = drawbar.v1.Watch.$Properties;
        }

        /**
         * Properties of a LiveDown.
         * @deprecated Use drawbar.v1.LiveDown.$Properties instead.
         */
        interface ILiveDown extends drawbar.v1.LiveDown.$Properties {
        }

        /** Represents a LiveDown. */
        class LiveDown {

            /**
             * Constructs a new LiveDown.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.LiveDown.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LiveDown watch. */
            watch?: (drawbar.v1.Watch.$Properties|null);

            /** LiveDown message. */
            message?: "watch";

            /**
             * Encodes the specified LiveDown message. Does not implicitly {@link drawbar.v1.LiveDown.verify|verify} messages.
             * @param message LiveDown message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.LiveDown.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LiveDown message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.LiveDown & drawbar.v1.LiveDown.$Shape} LiveDown
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.LiveDown & drawbar.v1.LiveDown.$Shape;
        }

        namespace LiveDown {

            /** Properties of a LiveDown. */
            interface $Properties {

                /** LiveDown watch */
                watch?: (drawbar.v1.Watch.$Properties|null);

                /** LiveDown message */
                message?: "watch";

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a LiveDown. */
            type $Shape = {
              watch?: drawbar.v1.Watch.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; watch?: null }|{ message?: "watch"; watch: drawbar.v1.Watch.$Shape })
            );
        }

        /**
         * Properties of a RevocationsRequest.
         * @deprecated Use drawbar.v1.RevocationsRequest.$Properties instead.
         */
        interface IRevocationsRequest extends drawbar.v1.RevocationsRequest.$Properties {
        }

        /** Represents a RevocationsRequest. */
        class RevocationsRequest {

            /**
             * Constructs a new RevocationsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.RevocationsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RevocationsRequest hash. */
            hash: Uint8Array;

            /**
             * Encodes the specified RevocationsRequest message. Does not implicitly {@link drawbar.v1.RevocationsRequest.verify|verify} messages.
             * @param message RevocationsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.RevocationsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RevocationsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.RevocationsRequest & drawbar.v1.RevocationsRequest.$Shape} RevocationsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.RevocationsRequest & drawbar.v1.RevocationsRequest.$Shape;
        }

        namespace RevocationsRequest {

            /** Properties of a RevocationsRequest. */
            interface $Properties {

                /** RevocationsRequest hash */
                hash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RevocationsRequest. */
            type $Shape = drawbar.v1.RevocationsRequest.$Properties;
        }

        /**
         * Properties of a RevocationsReply.
         * @deprecated Use drawbar.v1.RevocationsReply.$Properties instead.
         */
        interface IRevocationsReply extends drawbar.v1.RevocationsReply.$Properties {
        }

        /** Represents a RevocationsReply. */
        class RevocationsReply {

            /**
             * Constructs a new RevocationsReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: drawbar.v1.RevocationsReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RevocationsReply list. */
            list: Uint8Array;

            /**
             * Encodes the specified RevocationsReply message. Does not implicitly {@link drawbar.v1.RevocationsReply.verify|verify} messages.
             * @param message RevocationsReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: drawbar.v1.RevocationsReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RevocationsReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {drawbar.v1.RevocationsReply & drawbar.v1.RevocationsReply.$Shape} RevocationsReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbar.v1.RevocationsReply & drawbar.v1.RevocationsReply.$Shape;
        }

        namespace RevocationsReply {

            /** Properties of a RevocationsReply. */
            interface $Properties {

                /** RevocationsReply list */
                list?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RevocationsReply. */
            type $Shape = drawbar.v1.RevocationsReply.$Properties;
        }
    }
}
