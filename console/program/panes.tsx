import { Alert, SegmentedControl, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { guideOf } from '#engine/guide/guide'
import type { Path } from '#engine/program/problem'
import { useNow } from '#console/session/clock.ts'
import { useWords } from '#console/words/use-words.ts'
import { partPath, partText, pathOf } from './edit/part.ts'
import { lineOf } from './edit/tree.ts'
import { Editor } from './editor.tsx'
import { Findings } from './findings.tsx'
import { FormPane } from './form/form-pane.tsx'
import { Guide } from './guide.tsx'
import { TryOrder } from './try-order.tsx'
import { useUndoKeys } from './use-undo-keys.ts'
import type { Writing } from './use-writing.ts'

const VIEWS = ['form', 'text', 'both'] as const
type View = (typeof VIEWS)[number]

/** Some lines of what stands before. */
const LINES_ABOVE_PX = 60
/** Room for form and text side by side; and for the preview beside both. */
const WIDE = '(min-width: 70em)'
const WIDEST = '(min-width: 100em)'

/** The two views of one text, and what the engine says of it beside them. What is open and which view it is stand in the address. */
export function Panes({ writing, isReadOnly }: { writing: Writing; isReadOnly: boolean }) {
  const { say } = useWords()
  const { text, findings, program, value } = writing
  const [isWide, isWidest] = [useMediaQuery(WIDE, true, { getInitialValueInEffect: false }), useMediaQuery(WIDEST, false, { getInitialValueInEffect: false })]
  const { view: asked, part } = useSearch({ strict: false }) as { view?: string; part?: string }
  const navigate = useNavigate()
  const wanted = VIEWS.find((each) => each === asked) ?? (isWidest ? 'both' : 'form')
  const view: View = wanted === 'both' && !isWide ? 'form' : wanted
  const [open, setOpen] = useState<Path>(() => partPath(value, part ?? 'earn'))
  const keep = (search: { view?: string; part?: string }): void => void navigate({ to: '.', search: { ...(asked === undefined ? {} : { view: asked }), ...(part === undefined ? {} : { part }), ...search }, replace: true, resetScroll: false, ignoreBlocker: true })
  const [hasOpened, setOpened] = useState(false)
  const onOpen = (path: Path): void => {
    setOpen(path)
    setOpened(true)
  }
  // By the ids that the entries have by now: a new one has none before it is written.
  const here = open.length === 0 ? 'basics' : partText(value, open)
  useEffect(() => {
    if (hasOpened && here !== part && value !== undefined) keep({ part: here })
  }, [hasOpened, here])
  const told = useTold(writing)
  const within = useUndoKeys(writing)
  useEffect(() => {
    if (view === 'both') showLine(lineOf(text, open))
    // By what is opened alone: who writes is not taken elsewhere.
  }, [view, open])
  return (
    <>
      <SegmentedControl mb="sm" w="fit-content" aria-label={say('draft.view')} value={view} onChange={(next) => keep({ view: next })} data={VIEWS.filter((each) => each !== 'both' || isWide).map((each) => ({ value: each, label: say(`draft.view_${each}`) }))} />
      <div className="panes" data-view={view} ref={within}>
        {view === 'text' ? null : <div className="pane"><FormPane value={value} change={writing.change} isReadOnly={isReadOnly} findings={findings} told={told} open={open} onOpen={onOpen} /></div>}
        <div className="pane pane-right">
          {view === 'form' ? null : <div className="pane"><Editor text={text} findings={findings} label={say('program.text')} describedBy="findings" {...(isReadOnly ? {} : { onChange: (next: string) => writing.write(next, 'text') })} /></div>}
          <div className="pane">
            <Findings findings={findings} onShow={view === 'text' ? undefined : (path) => onOpen(pathOf(path))} />
            {program === null ? <Alert mt="md" color="sand"><Text size="sm">{say('try.mistakes')}</Text></Alert> : <><TryOrder program={program} />{view === 'text' ? <Guide program={program} document={value} isBeside /> : null}</>}
          </div>
        </div>
      </div>
    </>
  )
}

/** Scrolls the text, and not the page, to a line. */
function showLine(line: number): void {
  const at = document.getElementById(`line-${line}`)
  const editor = at?.closest('.editor')
  if (at instanceof HTMLElement && editor !== null && editor !== undefined) editor.scrollTop = at.offsetTop - LINES_ABOVE_PX
}

/** The program in plain sentences, in the market that it names first. */
function useTold({ program }: Writing): ReturnType<typeof guideOf> | null {
  const { language } = useWords()
  const now = useNow()
  return useMemo(() => (program === null || now === undefined ? null : guideOf(program, { locale: language, at: now, isForStaff: true })), [program, language, now])
}
