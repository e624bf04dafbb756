/** A text as a picture that a telephone reads: the path of its dark squares, and how wide it is with its margin. Drawn here, so that a secret goes to nobody. */
export async function qrOf(text: string): Promise<{ path: string; size: number }> {
  const { create } = await import('qrcode')
  const { data, size } = create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = [...data].flatMap((isDark, index) => (isDark ? [`M${(index % size) + MARGIN} ${Math.floor(index / size) + MARGIN}h1v1h-1z`] : []))
  return { path: dark.join(''), size: size + 2 * MARGIN }
}

/** The quiet zone in squares, as ISO/IEC 18004 asks for. */
const MARGIN = 4
