import type { RefObject } from 'preact'

/** A field for six digits, which phones fill in from the mail by themselves. */
export function CodeField({ field, label, hint }: { field: RefObject<HTMLInputElement | null>; label: string; hint?: string }) {
  return (
    <label>{label}{hint !== undefined && <small class="muted">{hint}</small>}
      <input ref={field} class="code" dir="ltr" inputMode="numeric" autoComplete="one-time-code" pattern="[0-9]{6}" maxLength={6} required />
    </label>
  )
}
