import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

type Part = 'rewards' | 'discounts' | 'markets'

/** The way from what a part of the program does to where it is written: the draft that was worked on last, at that part, or where a draft begins. */
export function EditPart({ part, isSmall = false }: { part: Part; isSmall?: boolean }) {
  const { say } = useWords()
  const may = useMay()
  const store = useStoreId() as string
  const drafts = useRead(['program', 'drafts'], (client) => answerOf(client.GET('/api/v1/programs/drafts', { params: { query: { limit: 100 } } })), { isWanted: may('programs:read') })
  if (!may('programs:draft') || drafts.data === undefined) return null
  const latest = drafts.data.drafts.toSorted((one, other) => Date.parse(other.updatedAt) - Date.parse(one.updatedAt))[0]
  const look = isSmall ? ({ size: 'xs', variant: 'default' } as const) : ({ variant: 'default' } as const)
  if (latest === undefined) return <Button {...look} renderRoot={(props) => <Link to="/$store/program" params={{ store }} search={{ begin: part }} {...props} />}>{say(`edit_part.${part}`)}</Button>
  return <Button {...look} renderRoot={(props) => <Link to="/$store/program/drafts/$draft" params={{ store, draft: latest.draft }} search={{ view: 'form', part }} {...props} />}>{say(`edit_part.${part}`)}</Button>
}
