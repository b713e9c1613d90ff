// What migrations need of the world, as one value.

import type { Random } from '../platform/random.ts';
import type { UseWatch } from './directory-in-use.ts';
import type { TransferProgress } from './file-transfer.ts';

export interface MigrationWorld extends UseWatch {
  readonly random: Random;
  readonly onProgress: (progress: TransferProgress) => void;
}
