export { createStore } from './create-store.ts'
export { getStore } from './get-store.ts'
export { listStores, lockStore, updateClock } from './stores.store.ts'
