package io.tributary.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every refusal: a problem document (RFC 9457).
 *
 * @param code for programs
 * @param errors field by field; absent where no field is to blame
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FieldProblem> errors) {}
