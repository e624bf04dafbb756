import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answerOf, RockpoolError, type Draft } from '#sdk/index'
import { useClient, useStoreId, useWrite } from '#console/session/client.ts'

/** So long nothing may have been written before it is saved. */
const QUIET_MS = 2_000

/** A draft as the server has it, and how what is written gets there. */
export type Saving = {
  revision: number
  isUnsaved: boolean
  isSaving: boolean
  /** When it was saved from here; null where it was not yet. */
  savedAt: Date | null
  error: unknown
  save: () => void
  /** Where somebody else has changed the draft: the revision that is there by now. */
  theirs: number | null
  takeTheirs: () => void
  keepMine: () => void
}

/** The text of a draft as it was sent. */
export function textOf({ program }: Pick<Draft, 'program'>): string {
  return typeof program === 'string' ? program : JSON.stringify(program, undefined, 2)
}

/**
 * Saves a draft some seconds after the last change, on top of the revision that was read. Where it has another one by now nothing is overwritten: both numbers are
 * told, and whoever writes decides. What did not arrive is tried again with the next change.
 */
export function useAutosave(draft: Draft, { text, isWriter, onTake }: { text: string; isWriter: boolean; onTake: (text: string) => void }): Saving {
  const { client, key } = useClient()
  const store = useStoreId() ?? null
  const queries = useQueryClient()
  const [kept, setKept] = useState<{ revision: number; text: string; savedAt: Date | null }>({ revision: draft.revision, text: textOf(draft), savedAt: null })
  const [failed, setFailed] = useState<string | null>(null)
  const write = useWrite((_client, { program, revision }: { program: string; revision: number }) => answerOf(client.PATCH('/api/v1/programs/drafts/{draft}', { params: { path: { draft: draft.draft } }, body: { revision, program } })), {
    touches: [], onDone: (saved) => {
      setKept({ revision: saved.revision, text: textOf(saved), savedAt: new Date() })
      setFailed(null)
      take.reset()
      queries.setQueryData(key('program', 'draft', draft.draft), saved)
      // Lists and differences are read again when somebody looks at them.
      void queries.invalidateQueries({ queryKey: [store, 'program'], refetchType: 'none' })
    },
  })
  const isUnsaved = text !== kept.text
  const { isPending, mutate } = write
  const theirs = currentOf(write.error)
  const take = useMutation({
    mutationFn: () => answerOf(client.GET('/api/v1/programs/drafts/{draft}', { params: { path: { draft: draft.draft } } })),
    onSuccess: (now) => {
      setKept({ revision: now.revision, text: textOf(now), savedAt: null })
      setFailed(null)
      write.reset()
      onTake(textOf(now))
    },
  })
  const saveOver = (revision: number): void => {
    take.reset()
    mutate({ program: text, revision }, { onError: () => setFailed(text) })
  }
  const isDue = isWriter && isUnsaved && !isPending && theirs === null && failed !== text
  useEffect(() => {
    if (!isDue) return undefined
    const timer = setTimeout(() => mutate({ program: text, revision: kept.revision }, { onError: () => setFailed(text) }), QUIET_MS)
    return () => clearTimeout(timer)
  }, [isDue, text, kept.revision, mutate])
  return {
    revision: kept.revision, isUnsaved, isSaving: isPending, savedAt: kept.savedAt, error: take.error ?? (isUnsaved ? write.error : null), theirs,
    save: () => saveOver(kept.revision), takeTheirs: () => take.mutate(), keepMine: () => saveOver(theirs ?? kept.revision),
  }
}

function currentOf(error: unknown): number | null {
  if (!(error instanceof RockpoolError) || error.problem.code !== 'programs.draft_changed') return null
  const current = error.problem.details?.['current']
  return typeof current === 'number' ? current : null
}
