/** A ring that is closed as far as a part of 100, with words inside; `label` says the same to whoever does not see it. */
export function Ring({ percent, label, inside, below }: { percent: number; label: string; inside: string; below: string }) {
  return (
    <div class="ring" role="img" aria-label={label}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="ring-track" cx="60" cy="60" r="52" fill="none" stroke-width="9" />
        <circle class="ring-done" cx="60" cy="60" r="52" fill="none" stroke-width="9" stroke-linecap="round" pathLength="100" stroke-dasharray={`${percent} 100`} transform="rotate(-90 60 60)" opacity={percent === 0 ? 0 : 1} />
      </svg>
      <span class="ring-words" aria-hidden="true"><strong>{inside}</strong><small>{below}</small></span>
    </div>
  )
}

/** The badge of a level: as many waves as its place in the ladder, in the level's own colours. */
export function Badge({ place }: { place: number }) {
  const waves = Math.min(Math.max(place, 0) + 1, 4)
  return (
    <svg class="badge" viewBox="0 0 40 40" aria-hidden="true">
      <path d="M20 2 36 8v12c0 9-7 15-16 18C11 35 4 29 4 20V8z" fill="currentColor" fill-opacity=".18" stroke="currentColor" stroke-width="1.600" />
      {Array.from({ length: waves }, (_, wave) => <path key={wave} d={`M11 ${20 + (waves - 1) * 2.600 - wave * 5.200}q2.250 -3 4.500 0t4.500 0 4.500 0 4.500 0`} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />)}
    </svg>
  )
}
