import type { ComponentChildren } from 'preact'
import { useDesk } from './desk.ts'
import { Shown } from './parts.tsx'
import type { Program } from './shapes.ts'
import { useProgram } from './use-program.ts'

/** The program in the reader's market, shown. */
export function ProgramShown({ lines = 8, children }: { lines?: number; children: (program: Program) => ComponentChildren }) {
  const { say } = useDesk()
  return <Shown answer={useProgram()} of={say('wait.guide')} lines={lines}>{children}</Shown>
}
