import { Text } from '@mantine/core'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { qrOf } from '#member/kit/qr'
import { useWords } from '#console/words/use-words.ts'

/** The squares of a code, and how many there are on a side. */
export type Drawn = Awaited<ReturnType<typeof qrOf>>

/** A text as a code; the one before stays, as placeholder data, until the next one is drawn. */
export function useQr(text: string): UseQueryResult<Drawn> {
  return useQuery({ queryKey: ['qr', text], gcTime: 0, retry: false, placeholderData: keepPreviousData, queryFn: () => qrOf(text) })
}

/** A text as a picture that a telephone reads; a text that fits in none is told. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { say } = useWords()
  const { data, error } = useQr(text)
  if (error !== null) return <Text size="sm" c="var(--mantine-color-error)" role="alert">{say('join_link.too_long')}</Text>
  return data === undefined ? null : <Squares code={data} label={label} />
}

/** The picture of a code that is drawn. */
export function Squares({ code: { path, size }, label }: { code: Drawn; label: string }) {
  return <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} width={176} height={176} shapeRendering="crispEdges"><rect width="100%" height="100%" fill="#fff" /><path d={path} fill="#000" /></svg>
}
