import { Alert, Paper, SimpleGrid, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useDocument, vouchersName } from '#console/program/use-document.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { BringFile } from '#console/tables/bring-file.tsx'
import type { FileTable } from '#console/tables/file-table.ts'
import { useWords } from '#console/words/use-words.ts'
import { readVoucher, VOUCHER_COLUMNS, type VoucherColumn } from '#tables/catalogue-rows'
import { areFewLeft } from './few-left.ts'

/** A partner's list: how many codes are free, given and void; and more of them from a file. */
export function Vouchers() {
  const { say, number, language } = useWords()
  const program = useDocument()
  const store = useStoreId() as string
  const isWriter = useMay()('rewards:write')
  const { list } = useParams({ strict: false }) as { list: string }
  const counts = useRead(['rewards', 'vouchers', list], (client) => answerOf(client.GET('/api/v1/vouchers/{list}', { params: { path: { list } } })))
  const table = useMemo(() => voucherTable(list), [list])
  return (
    <Page title={say('vouchers.of', { list: vouchersName(program, list, language) })}>
      <Text size="sm" mb="sm"><Link to="/$store/rewards" params={{ store }}>{say('vouchers.back')}</Link></Text>
      {counts.error !== null ? <Trouble error={counts.error} onRetry={() => void counts.refetch()} /> : counts.data === undefined ? <Waiting what={say('waiting.vouchers')} /> : (
        <>
          {areFewLeft(counts.data) ? <Alert color="coral" mb="md">{say('vouchers.few_text', { free: counts.data.free })}</Alert> : null}
          <Paper mb="md"><SimpleGrid cols={3} spacing="sm">{(['free', 'given', 'voided'] as const).map((word) => <div key={word}><div className="number">{number(counts.data[word])}</div><Text size="sm" c="dimmed">{say(`vouchers.count.${word}`)}</Text></div>)}</SimpleGrid></Paper>
          {isWriter ? <BringFile table={table} /> : null}
        </>
      )}
    </Page>
  )
}

function voucherTable(list: string): FileTable<VoucherColumn, string> {
  return {
    word: 'vouchers', columns: VOUCHER_COLUMNS, touches: ['rewards'], read: readVoucher,
    put: (client, rows, isDryRun) => answerOf(client.POST('/api/v1/vouchers/{list}', { params: { path: { list } }, body: { codes: [...rows], ...(isDryRun ? { isDryRun } : {}) } })),
  }
}
