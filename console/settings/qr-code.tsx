import { useQuery } from '@tanstack/react-query'
import { qrOf } from '#member/kit/qr'

/** A text as a picture that a telephone reads. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data } = useQuery({ queryKey: ['qr', text], gcTime: 0, queryFn: () => qrOf(text) })
  if (data === undefined) return null
  return <svg role="img" aria-label={label} viewBox={`0 0 ${data.size} ${data.size}`} width={176} height={176} shapeRendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={data.path} fill="#000" /></svg>
}
