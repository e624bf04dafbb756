/** All that may go wrong with the database of our own, each with a sentence of the same name in `locales/<language>/cluster.json`. */
export const CLUSTER_CODES = [
  'cluster.no_binaries', 'cluster.broken_binaries', 'cluster.port_in_use', 'cluster.other_version', 'cluster.not_ours', 'cluster.unwritable',
  'cluster.unreachable', 'cluster.no_space', 'cluster.slow', 'cluster.failed', 'cluster.served', 'cluster.not_ready', 'cluster.stuck', 'cluster.stopped',
  'cluster.wrong_password', 'cluster.archive_not_ours', 'cluster.archive_foreign', 'cluster.archive_other_copy', 'cluster.archive_gone',
  'cluster.archive_unwritable', 'cluster.archive_unreachable', 'cluster.archive_no_node', 'cluster.restoring',
] as const

export type ClusterCode = (typeof CLUSTER_CODES)[number]

/** What a sentence about the cluster is filled with. */
export type ClusterDetails = Readonly<Record<string, string | number>>

/** Where the launcher tells what it does, for the structured log: a code such as `cluster.died`, and details without secrets. */
export type ClusterLog = (code: string, details: ClusterDetails) => void

/** The database of our own cannot be had, and its user can do something about it: the code's sentence says what. */
export class ClusterError extends Error {
  override name = 'ClusterError'
  readonly code: ClusterCode
  readonly details: ClusterDetails

  constructor(code: ClusterCode, details: ClusterDetails = {}) {
    super(`${code} ${JSON.stringify(details)}`)
    this.code = code
    this.details = details
  }
}
