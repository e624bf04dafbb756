import { useQuery } from '@tanstack/react-query'

/** A text as a picture that a telephone reads; drawn here, so that the secret goes to nobody. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data } = useQuery({
    queryKey: ['qr', text], gcTime: 0,
    queryFn: async () => (await import('qrcode')).create(text, { errorCorrectionLevel: 'M' }).modules,
  })
  if (data === undefined) return null
  const dark = [...data.data].flatMap((isDark, index) => (isDark ? [`M${(index % data.size) + 2} ${Math.floor(index / data.size) + 2}h1v1h-1z`] : []))
  return <svg role="img" aria-label={label} viewBox={`0 0 ${data.size + 4} ${data.size + 4}`} width={176} height={176} shapeRendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={dark.join('')} fill="#000" /></svg>
}
