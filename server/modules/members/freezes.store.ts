import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** Since when somebody is frozen, by whom, and why. */
export type FreezeRow = { memberId: string; frozenAt: Instant; frozenBy: string; reason: string }

const FREEZE = sql`member_id as "memberId", frozen_at as "frozenAt", frozen_by as "frozenBy", frozen_reason as reason`

/** Those of these members who are frozen. */
export async function selectFrozen({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<FreezeRow[]> {
  const { rows } = await sql<FreezeRow>`select ${FREEZE} from members where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and frozen_at is not null`.execute(db)
  return rows
}

export async function readFreeze(ctx: ReadContext, memberId: string): Promise<FreezeRow | null> {
  return (await selectFrozen(ctx, [memberId]))[0] ?? null
}

/** null: is free again. */
export async function updateFreeze({ db, storeId }: WriteContext, memberId: string, freeze: Omit<FreezeRow, 'memberId'> | null): Promise<void> {
  await sql`update members set frozen_at = ${freeze?.frozenAt ?? null}, frozen_by = ${freeze?.frozenBy ?? null}, frozen_reason = ${freeze?.reason ?? null}
    where store_id = ${storeId} and member_id = ${memberId}`.execute(db)
}
