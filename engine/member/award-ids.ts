/** Ids of awards: what earned, in words that cannot collide, whatever a shop calls its orders. */

export function orderAwardId(orderId: string): string {
  return `order:${orderId}`
}

/** A rule for each so-many events paid, by the event and the count that it reached. */
export function milestoneAwardId(rule: string, eventKey: string, count: number): string {
  return `milestone:${rule}:${eventKey}:${count}`
}

/** What entering a level earned, by the event that led there. */
export function entryAwardId(track: string, level: string, eventKey: string): string {
  return `entry:${track}:${level}:${eventKey}`
}

export function activityAwardId(eventKey: string): string {
  return `activity:${eventKey}`
}
