// What the shipping service answers and listens to.

import { Controller } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';

export interface Parcel {
  readonly order: string;
  readonly grams: number;
}

const CENTS_PER_KILOGRAM = 250;

@Controller()
export class ShippingController {
  readonly #shipped = new Set<string>();

  @MessagePattern('shipping.quote')
  quote(@Payload() parcel: Parcel) {
    return { order: parcel.order, cents: Math.ceil(parcel.grams / 1000) * CENTS_PER_KILOGRAM };
  }

  @EventPattern('orders.paid')
  ship(@Payload() parcel: Parcel): void {
    if (!(parcel.grams > 0)) throw new Error(`an order without weight: ${parcel.order}`);
    this.#shipped.add(parcel.order);
  }

  isShipped(order: string): boolean {
    return this.#shipped.has(order);
  }
}
