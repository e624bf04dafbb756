import { sql, type Kysely } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { NoTables, ReadContext, WriteContext } from '#server/platform/context'

export type InvitationRow = { invitation: string; email: string; name: string | null; role: string; madeBy: string; madeAt: Instant; endsAt: Instant; acceptedAt: Instant | null; revokedAt: Instant | null }

const SHOWN = sql`invitation_id as invitation, email, name, role, made_by as "madeBy", made_at as "madeAt", ends_at as "endsAt", accepted_at as "acceptedAt", revoked_at as "revokedAt"`

/** The store of the invitation with this token, in whichever it is. */
export async function callInvitationStore(db: Kysely<NoTables>, hash: string): Promise<string | null> {
  const { rows: [row] } = await sql<{ storeId: string | null }>`select staff_invitation_store(${hash}) as "storeId"`.execute(db)
  return row?.storeId ?? null
}

/** Keeps an invitation; open ones to the same address are no more. */
export async function insertInvitation({ db, storeId, now }: WriteContext, { hash, ...row }: InvitationRow & { hash: string }): Promise<void> {
  await sql`update staff_invitations set revoked_at = ${now} where store_id = ${storeId} and email = ${row.email} and accepted_at is null and revoked_at is null`.execute(db)
  await sql`insert into staff_invitations (store_id, invitation_id, token_hash, email, name, role, made_by, made_at, ends_at)
    values (${storeId}, ${row.invitation}, ${hash}, ${row.email}, ${row.name}, ${row.role}, ${row.madeBy}, ${row.madeAt}, ${row.endsAt})`.execute(db)
}

/** Invitations that are open, newest first. */
export async function selectOpenInvitations({ db, storeId, now }: ReadContext): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`select ${SHOWN} from staff_invitations where store_id = ${storeId} and accepted_at is null and revoked_at is null and ends_at > ${now} order by made_at desc, invitation_id desc`.execute(db)
  return rows
}

/** The invitation of a token, as it stands. */
export async function selectInvitation({ db, storeId }: ReadContext, hash: string): Promise<InvitationRow | undefined> {
  const { rows: [row] } = await sql<InvitationRow>`select ${SHOWN} from staff_invitations where store_id = ${storeId} and token_hash = ${hash}`.execute(db)
  return row
}

/** An invitation by its id or its token, locked until the transaction ends. */
export async function lockInvitation({ db, storeId }: WriteContext, { invitation = null, hash = null }: { invitation?: string | null; hash?: string | null }): Promise<InvitationRow | undefined> {
  const { rows: [row] } = await sql<InvitationRow>`select ${SHOWN} from staff_invitations where store_id = ${storeId} and (${invitation}::text is null or invitation_id = ${invitation}) and (${hash}::text is null or token_hash = ${hash}) for update`.execute(db)
  return row
}

export async function updateInvitation({ db, storeId }: WriteContext, { invitation, acceptedAt, revokedAt }: Pick<InvitationRow, 'invitation' | 'acceptedAt' | 'revokedAt'>): Promise<void> {
  await sql`update staff_invitations set accepted_at = ${acceptedAt}, revoked_at = ${revokedAt} where store_id = ${storeId} and invitation_id = ${invitation}`.execute(db)
}
