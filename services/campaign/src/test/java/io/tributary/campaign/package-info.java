/** Tests of the campaign service. */
package io.tributary.campaign;
