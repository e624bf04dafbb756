export { seatHouseOwners } from './become-owner.ts'
export { findSeat, findSignedIn, listSeatsOf } from './find-staff.ts'
export { putSeat } from './seats.store.ts'
export { seatsRoutes } from './routes.ts'
