/** The field in which a member is looked for, by its id in the page: by itself, as the shell leads there before the screen has come. */
export const SEEK = 'seek-member'
