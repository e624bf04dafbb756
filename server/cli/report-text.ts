import { basename } from 'node:path'
import type { Finished } from './backtest.ts'
import { figureLines, paragraphLines, sectionLines, titleLines, type Page } from './page.ts'
import { figuresOf, sectionsOf } from './report-sections.ts'
import type { Text } from './text.ts'

/** Bad lines that are shown one by one. */
const MOST_LINES = 20

/** The report as a terminal shows it; `hint` names the option that writes it with charts. */
export function textReport(finished: Finished, text: Text, page: Page & { hint: string | null }): string {
  const { report, run } = finished
  const foot = text.say('report.foot', {
    events: text.integer(report.orders + report.refunds), seconds: run.seconds.toFixed(1), rate: text.integer(run.eventsPerSecond), rss: text.integer(run.peakRssMb),
  })
  const lines = [
    ...titleLines(text.say('report.title', { program: text.name(report.program.name) }), subtitleOf(finished, text), page),
    ...figureLines(figuresOf(report, text), page),
    ...sectionsOf(report, text).flatMap((section) => sectionLines(section, page)),
    ...badLines(finished, text, page),
    '', '', ...paragraphLines(foot), ...(page.hint === null ? [] : paragraphLines(text.say('report.foot_html', { option: page.hint }))),
  ]
  return `${lines.join('\n')}\n\n`
}

/** What was tried on what, in two short lines. */
export function subtitleOf({ report, files }: Pick<Finished, 'report' | 'files'>, { say, date }: Text): string[] {
  const { program, firstAt, asOf, orders, guests } = report
  const period = firstAt === null
    ? say('report.period_empty')
    : say('report.period', { orders: orders + guests.orders, from: date(firstAt, program.zone), to: date(asOf - 1, program.zone) })
  return [period, say('report.made_by', { files: files.map((file) => basename(file)).join(', ') })]
}

function badLines({ staged }: Finished, text: Text, page: Page): string[] {
  if (staged.badLineCount === 0) return []
  const { say } = text
  const shown = staged.badLines.slice(0, MOST_LINES)
  const more = staged.badLineCount - shown.length
  return [
    ...sectionLines({
      title: say('report.lines.title'), lead: say('report.lines.lead', { lines: staged.badLineCount, orders: staged.leftOutOrders }), tables: [],
      notes: [
        ...shown.map(({ file, line, field, found, wanted }) => say('report.lines.line', { file: basename(file), line, field, found: JSON.stringify(found), wanted })),
        ...(more > 0 ? [say('report.lines.more', { more })] : []),
      ],
    }, page),
  ]
}
