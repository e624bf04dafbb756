export { createStore } from './create-store.ts'
export { getStore } from './get-store.ts'
export { listStores, lockStore, updateClock, updateProven } from './stores.store.ts'
