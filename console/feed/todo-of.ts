/** What staff can do about a refusal, by what its code is about. */
export function todoOf(code: string): 'shape' | 'twice' | 'program' | 'value' | 'order' | 'member' | 'other' {
  if (code === 'http.wrong_shape' || code === 'activity.field_missing' || code === 'activity.field_wrong' || code === 'event.amount_not_whole') return 'shape'
  if (code === 'activity.other_body') return 'twice'
  if (code === 'programs.none_published') return 'program'
  if (/^(?:points|spend|hold|reward|entitlement|debt)\./.test(code)) return 'value'
  if (/^(?:order|refund)\./.test(code)) return 'order'
  return /^(?:member|members|company)\./.test(code) ? 'member' : 'other'
}
