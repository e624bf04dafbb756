/** The names under which better-auth finds its fields in our tables (migration 0018). */
const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

export const USERS = { modelName: 'staff_users', fields: { emailVerified: 'email_verified', ...TIMES } } as const

export const SESSIONS = {
  modelName: 'staff_sessions',
  fields: { userId: 'user_id', ipAddress: 'ip_address', userAgent: 'user_agent', expiresAt: 'expires_at', ...TIMES },
  /** When it was last used, which we write: better-auth has nothing of the kind where sessions do not slide. */
  additionalFields: { seenAt: { type: 'date', fieldName: 'seen_at', required: false, input: false, returned: true } },
} as const

export const ACCOUNTS = {
  modelName: 'staff_accounts',
  fields: {
    userId: 'user_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', ...TIMES,
  },
} as const

export const VERIFICATIONS = { modelName: 'staff_verifications', fields: { expiresAt: 'expires_at', ...TIMES } } as const

export const SECOND_FACTORS = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: { modelName: 'staff_two_factors', fields: { backupCodes: 'backup_codes', userId: 'user_id', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' } },
} as const

export const PASSKEYS = {
  passkey: { modelName: 'staff_passkeys', fields: { publicKey: 'public_key', userId: 'user_id', credentialID: 'credential_id', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at' } },
} as const
