import { useEffect, useState } from 'preact/hooks'
import { qrOf } from '#member/kit/qr'

/** A text as a picture that a telephone reads; where it cannot be drawn, the text stands beside. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ path: string; size: number } | 'not' | null>(null)
  useEffect(() => {
    qrOf(text).then(setDrawn, () => setDrawn('not'))
  }, [text])
  if (drawn === 'not') return null
  // Keeps its room until it is drawn.
  if (drawn === null) return <svg aria-hidden="true" width="176" height="176" />
  return <svg role="img" aria-label={label} viewBox={`0 0 ${drawn.size} ${drawn.size}`} width="176" height="176" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={drawn.path} fill="#000" /></svg>
}
