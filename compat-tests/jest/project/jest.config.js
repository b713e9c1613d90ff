// As a reader of docs/testing.md writes it.
module.exports = {
  globalSetup: 'klamm/jest/global-setup',
  globalTeardown: 'klamm/jest/global-teardown',
  maxWorkers: 2,
};
