import type { MailSettings } from '#sdk/index'

export type Security = NonNullable<MailSettings['security']>

/** Each way to a mail server with the port that is usual for it. */
export const PORTS: Readonly<Record<Security, number>> = { starttls: 587, tls: 465, none: 25 }

/** The port once another way is chosen: the usual one of it, unless the store has one of its own. */
export function portFor(way: Security, { security, port }: { security: Security | null | undefined; port: number | null | undefined }): number {
  return port === null || port === undefined || port === PORTS[security ?? 'starttls'] ? PORTS[way] : port
}
