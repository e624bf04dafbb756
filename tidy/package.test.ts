import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string>; optionalDependencies: Record<string, string> }
type Locked = { version?: string; resolved?: string; integrity?: string; optionalDependencies?: Record<string, string> }

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const locked = (JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }).packages
const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }

/** Whether the lockfile has a package where the package at `owner` would find it. */
function isLocked(owner: string, name: string): boolean {
  if (locked[`${owner}/node_modules/${name}`] !== undefined) return true
  const above = owner.lastIndexOf('/node_modules/')
  return above >= 0 ? isLocked(owner.slice(0, above), name) : locked[`node_modules/${name}`] !== undefined
}

describe('the lockfile', () => {
  test('pins what package.json asks for, each to one version', () => {
    expect(Object.keys(wanted).length).toBeGreaterThan(10)
    for (const [name, version] of Object.entries(wanted)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
      expect(locked[`node_modules/${name}`]?.version?.replace(/^v/, ''), name).toBe(version)
    }
  })

  test('names no place to download from, so that any registry serves', () => {
    expect(Object.keys(locked).filter((path) => locked[path]!.resolved !== undefined)).toEqual([])
  })

  test('has the packages of every platform, so that npm ci works on all of them', () => {
    const missing = Object.entries(locked).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(owner, name)).map((name) => `${name} for ${owner || 'the house'}`))
    expect(missing).toEqual([])
  })
})
