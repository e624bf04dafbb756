import { Button } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

/** The next page of a list, where there is one. */
export function More({ pages }: { pages: Pages }) {
  const { say } = useWords()
  if (!pages.hasNextPage) return null
  return <Button variant="default" mt="sm" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('list.more')}</Button>
}
