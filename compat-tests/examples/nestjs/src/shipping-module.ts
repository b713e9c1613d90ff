// All that belongs to the service.

import { Module } from '@nestjs/common';
import { ShippingController } from './shipping-controller.js';

@Module({ controllers: [ShippingController] })
export class ShippingModule {}
