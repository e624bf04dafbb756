import { Alert, Text, UnstyledButton } from '@mantine/core'
import { useWords } from '#console/words/use-words.ts'
import type { Finding } from './judge.ts'

/** Longer lists are read from their top. */
const MOST = 20

/** What is wrong and unwise, first to last, with the line. */
export function Findings({ findings, onShow }: { findings: readonly Finding[]; /** Shows the place in the form. */ onShow?: ((path: string) => void) | undefined }) {
  const { say } = useWords()
  const mistakes = findings.filter(({ severity }) => severity === 'mistake').length
  const color = mistakes > 0 ? 'coral' : findings.length > 0 ? 'sand' : 'kelp'
  const title = mistakes > 0 ? say('findings.mistakes', { count: mistakes }) : findings.length > 0 ? say('findings.warnings', { count: findings.length }) : say('findings.none')
  return (
    <Alert color={color} title={title} id="findings" role="status" mah={360} style={{ overflow: 'auto' }} tabIndex={findings.length > 3 ? 0 : undefined}>
      {findings.slice(0, MOST).map(({ line, path, message, wanted, lead }) => (
        <Text key={`${line} ${path} ${message}`} size="sm" mb={6}>{line === null ? null : onShow === undefined || path === '' ? <strong>{say('findings.line', { line })} </strong> : <><UnstyledButton className="finding-line" onClick={() => onShow(path)}>{say('findings.line', { line })}</UnstyledButton> </>}{message} {wanted === '' ? null : <Text span c="dimmed" size="xs">{lead === null ? wanted : say(`findings.${lead}`, { wanted })}</Text>}</Text>
      ))}
      {findings.length > MOST ? <Text size="sm">{say('findings.more', { count: findings.length - MOST })}</Text> : null}
    </Alert>
  )
}
