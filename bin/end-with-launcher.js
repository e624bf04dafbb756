// Loaded before all else by bin/node24: when the launcher is killed and can pass nothing on, this process is told to end as by a supervisor.
'use strict'
const EVERY_MS = 1_000

const launcher = process.ppid
const watch = setInterval(() => {
  if (process.ppid === launcher) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
}, EVERY_MS).unref()
