export { seatHouseOwners } from './become-owner.ts'
export { findSeat, findSignedIn, listSeatsOf } from './find-staff.ts'
export { seatsRoutes } from './routes.ts'
