import { Fragment, memo } from 'react'
import { highlight } from './highlight.ts'
import type { Finding } from './judge.ts'

type Edited = { text: string; findings: readonly Pick<Finding, 'line' | 'severity'>[]; label: string; describedBy?: string; onChange?: (text: string) => void }

/**
 * A text with line numbers and colours. What is written in is the browser's own text field, laid over the coloured text, so that every key, input method and
 * screen reader works as everywhere; Tab leaves it.
 */
export function Editor({ text, findings, label, describedBy, onChange }: Edited) {
  const lines = text.split('\n')
  const worst = new Map<number, string>()
  for (const { line, severity } of findings) if (line !== null && worst.get(line) !== 'mistake') worst.set(line, severity)
  return (
    <div className="editor">
      <div className="editor-lines" aria-hidden>{lines.map((_line, index) => <div key={`${index} ${worst.get(index + 1)}`} data-severity={worst.get(index + 1)} id={`line-${index + 1}`}>{index + 1}</div>)}</div>
      <div className="editor-body">
        <pre aria-hidden>{lines.map((line, index) => <Fragment key={`${index} ${line}`}><Line line={line} />{'\n'}</Fragment>)}</pre>
        <textarea aria-label={label} value={text} readOnly={onChange === undefined} onChange={(event) => onChange?.(event.currentTarget.value)} spellCheck={false} autoCapitalize="off" autoComplete="off" wrap="off" {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })} />
      </div>
    </div>
  )
}

const Line = memo(function Line({ line }: { line: string }) {
  let at = 0
  return highlight(line).map(({ text, kind }) => {
    const key = (at += text.length)
    return kind === 'plain' ? text : <span key={key} className={`yaml-${kind}`}>{text}</span>
  })
})
