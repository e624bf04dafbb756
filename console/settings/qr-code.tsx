import { Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { qrOf } from '#member/kit/qr'
import { useWords } from '#console/words/use-words.ts'

/** A text as a picture that a telephone reads; the one before stays until the next one is drawn, and a text that fits in none is told. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { say } = useWords()
  const { data, error } = useQuery({ queryKey: ['qr', text], gcTime: 0, retry: false, placeholderData: keepPreviousData, queryFn: () => qrOf(text) })
  if (error !== null) return <Text size="sm" c="var(--mantine-color-error)" role="alert">{say('join_link.too_long')}</Text>
  if (data === undefined) return null
  return <svg role="img" aria-label={label} viewBox={`0 0 ${data.size} ${data.size}`} width={176} height={176} shapeRendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={data.path} fill="#000" /></svg>
}
