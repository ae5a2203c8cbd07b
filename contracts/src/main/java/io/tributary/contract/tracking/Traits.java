package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a client's address and user agent, in lower case.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 * @param asn autonomous system number of the address; 0 when it is not known
 * @param network kind of the network, for example {@code isp}, {@code data_centre}, {@code tor}
 * @param device {@code desktop}, {@code phone}, {@code tablet}, {@code tv}, {@code console} or
 *     {@code other}
 * @param os family, for example {@code windows}, {@code ios}
 * @param browser family, for example {@code chrome}
 * @param browserVersion major version; 0 when it is not known
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Traits(
    @Nullable String country,
    @JsonSetter(nulls = Nulls.AS_EMPTY) long asn,
    @Nullable String network,
    @Nullable String device,
    @Nullable String os,
    @Nullable String browser,
    @JsonSetter(nulls = Nulls.AS_EMPTY) int browserVersion) {}
