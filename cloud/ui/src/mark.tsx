/** The sign of the product: an eye on a bar. */
export function Mark() {
  return (
    <svg viewBox="0 0 34 18" aria-hidden="true">
      <circle cx="9" cy="9" r="6.2" fill="none" stroke="currentColor" strokeWidth="4.6" />
      <path d="M16 9h18" stroke="currentColor" strokeWidth="4.6" />
    </svg>
  );
}

/** The same, large, with the loop written on the bar. Decoration only. */
export function MarkArt({ words }: { readonly words: readonly string[] }) {
  return (
    <svg viewBox="0 0 880 960" preserveAspectRatio="xMinYMid slice" aria-hidden="true">
      <circle cx="150" cy="480" r="150" fill="none" stroke="currentColor" strokeWidth="96" />
      <path d="M296 432H900V528H296z" fill="currentColor" />
      <path d="M150 200V760M0 480H300" fill="none" stroke="var(--si-line)" strokeWidth="2" strokeDasharray="26 7 4 7" />
      <g fill="var(--si-line)" fontFamily="var(--font-plate)" fontSize="30" fontWeight="650">
        {words.map((word, index) => (
          <text key={word} x={wordsAt[index] ?? 802} y="491">
            {word}
          </text>
        ))}
      </g>
    </svg>
  );
}

const wordsAt: readonly number[] = [372, 472, 576, 652, 736, 802];
