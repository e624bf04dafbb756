export { createStore } from './create-store.ts'
export { getStore } from './get-store.ts'
export { findStoreNamed } from './find-store.ts'
export { listStores, lockStore, updateClock, updateName as renameStore, updateProven } from './stores.store.ts'
