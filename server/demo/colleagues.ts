/** Who works there, by what their colleagues call them. Nobody signs in as them: their passwords are thrown away. */
export const COLLEAGUES = {
  min: { email: 'zhou.min@example.com', name: '周敏', locale: 'zh-CN', role: 'owner' },
  mei: { email: 'lin.mei@example.com', name: '林梅', locale: 'zh-CN', role: 'support' },
  tao: { email: 'wu.tao@example.com', name: '吴涛', locale: 'zh-CN', role: 'finance' },
  sofia: { email: 'sofia.rossi@example.com', name: 'Sofia Rossi', locale: 'en', role: 'support' },
  yu: { email: 'chen.yu@example.com', name: '陈雨', locale: 'zh-CN', role: 'marketer' },
} as const
