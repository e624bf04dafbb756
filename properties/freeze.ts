import type { MemberState } from '#engine/member/state'

/** Freezes a value all the way down: whoever writes to it throws. Parts already frozen are taken to be so all the way. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}

/** The state with its maps closed to writing and everything in it frozen. */
export function frozenState(state: MemberState): MemberState {
  for (const map of [state.lots, state.closedLots, state.awards, state.spends] as Map<string, unknown>[]) {
    for (const part of map.values()) deepFreeze(part)
  }
  return { ...state, head: deepFreeze(state.head), lots: closed(state.lots), closedLots: closed(state.closedLots), awards: closed(state.awards), spends: closed(state.spends) }
}

function closed<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const refuse = () => {
    throw new TypeError('found a write to a map of a state that was given only to be read')
  }
  return Object.assign(new Map(map), { set: refuse, delete: refuse, clear: refuse })
}
