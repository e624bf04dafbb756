/**
 * A plain decimal as a whole number of 10^-decimals: "-12.5" with 4 decimals is -125000. NaN for any other text ("1e3", "+1",
 * "1,000", ".5"), for further decimals that are not zeros, and beyond ±(2^53 − 1). With 0 decimals a point is refused.
 */
export function scaledDecimal(text: string, decimals: number): number {
  const isNegative = text.charCodeAt(0) === 45
  let value = 0
  let digits = 0
  let point = -1
  for (let at = isNegative ? 1 : 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit === -2 && point < 0 && digits > 0 && decimals > 0) {
      point = digits
      continue
    }
    if (!(digit >= 0 && digit <= 9)) return NaN
    digits += 1
    if (point < 0 || digits - point <= decimals) value = value * 10 + digit
    else if (digit !== 0) return NaN
  }
  const told = point < 0 ? 0 : digits - point
  if (digits === 0 || (point >= 0 && told === 0)) return NaN
  if (told < decimals) value *= 10 ** (decimals - told)
  if (!Number.isSafeInteger(value)) return NaN
  return isNegative && value !== 0 ? -value : value
}
