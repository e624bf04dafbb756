import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { Cluster } from './start-cluster.ts'
import { openTestCluster } from './test-cluster.ts'

/** What a test file is told that asks for the cluster: how to connect, or what went wrong. */
export type TestClusterAnswer = { url: string; superuserUrl: string } | { wrong: string }

/**
 * Vitest's global setup: a place where test files ask for the one cluster of this run, which starts when the first one asks. A run that
 * needs no database waits for none.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-ask-'))
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true })
  let cluster: Promise<Cluster> | undefined
  const server = createServer((socket) => void answer(socket, (cluster ??= openTestCluster())))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(join(folder, 'cluster'), resolve))
  project.provide('testCluster', join(folder, 'cluster'))
  process.once('exit', removeFolder)
  return async () => {
    server.close()
    await cluster?.then(({ stop }) => stop(), () => {})
    removeFolder()
    process.off('exit', removeFolder)
  }
}

async function answer(socket: Socket, cluster: Promise<Cluster>): Promise<void> {
  socket.on('error', () => {})
  const told: TestClusterAnswer = await cluster.then(({ url, superuserUrl }) => ({ url, superuserUrl }), (error: Error) => ({ wrong: error.message }))
  socket.end(JSON.stringify(told))
}
