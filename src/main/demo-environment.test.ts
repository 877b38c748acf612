import { expect, test } from 'vitest'
import { demoEnvironment, demoNotices } from './demo-environment.ts'

test('the demo hears nothing that would lead to a product, a model, another database or a key of the operator', () => {
  const { environment, ignored } = demoEnvironment({
    PATH: '/bin',
    PORT: '8080',
    SERVICE_PORT: '8090',
    ROLES: 'api',
    DATABASE_URL: 'postgres://ours@localhost/ours',
    RECIPROCITY_BACKEND_URL: 'https://product.example.org/api',
    RECIPROCITY_BACKEND_DB_URL: 'postgres://host@localhost/theirs',
    PROFILES_DATABASE_URL: 'postgres://host@localhost/theirs',
    MAIN_DATABASE_URL: 'postgres://host@localhost/gifts',
    RECOMMENDATIONS_DATABASE_URL: 'postgres://ours@localhost/ours',
    RECOMMENDATIONS_REDIS_URL: 'redis://localhost',
    BASIC_AUTH_PASSWORD: 'a-password-of-the-operator',
    APP_ENV: 'production',
    OPENAI_API_KEY: 'sk-paid',
    GEMINI_API_KEY: '',
    INTERNAL_API_KEY: 'a-key-of-the-operator',
    JWT_SECRET: 'a-secret-of-the-operator-with-32-characters',
    REDIS_URL: 'redis://localhost',
  })
  expect(environment).toEqual({ PATH: '/bin', PORT: '8080', SERVICE_PORT: '8090', DATA_DIR: 'data/demo' })
  expect(ignored.toSorted()).toEqual([
    'APP_ENV',
    'BASIC_AUTH_PASSWORD',
    'DATABASE_URL',
    'INTERNAL_API_KEY',
    'JWT_SECRET',
    'MAIN_DATABASE_URL',
    'OPENAI_API_KEY',
    'PROFILES_DATABASE_URL',
    'RECIPROCITY_BACKEND_DB_URL',
    'RECIPROCITY_BACKEND_URL',
    'RECOMMENDATIONS_DATABASE_URL',
    'RECOMMENDATIONS_REDIS_URL',
    'REDIS_URL',
    'ROLES',
  ])
})

test('it lives beside what is yours, also where DATA_DIR is empty, and says in one line what it did not use', () => {
  expect(demoEnvironment({ DATA_DIR: '/var/lib/r' }).environment['DATA_DIR']).toBe('/var/lib/r/demo')
  expect(demoEnvironment({ DATA_DIR: '' }).environment['DATA_DIR']).toBe('data/demo')
  expect(demoNotices([])).toEqual([])
  expect(demoNotices(['A', 'B'])).toEqual(['The demo does not use A, B: it keeps to itself.'])
})
