export { createStore } from './create-store.ts'
export { getStore } from './get-store.ts'
export { listStores, updateClock } from './stores.store.ts'
