using System.Net;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Transport;

/// <summary>What the status of an answer says when it is not success (RFC 9110, section 15), in sentences that a caller of the API may read.</summary>
internal static class HttpRefusals
{
    /// <summary>Whether the same request may succeed a moment later. Not a 501 or 505: what a supplier has not got, it won't have then.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    /// <summary>Whether the body may tell more than the status: SOAP faults come with these two (SOAP 1.1, section 6.2; SOAP 1.2 part 2, table 20).</summary>
    public static bool MayHoldFault(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError
        && answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        && type.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells what a status says.</summary>
    /// <param name="name">The supplier.</param>
    /// <param name="status">Any but success.</param>
    public static SupplierException Of(string name, HttpStatusCode status) => new(
        (int)status switch
        {
            >= 300 and < 400 => $"{name} answers with a redirect (HTTP {(int)status}); its Endpoint has to be the address that it leads to.",
            401 or 403 or 407 => $"{name} refuses the credentials that it was given (HTTP {(int)status}).",
            404 or 410 => $"{name} has no service at its configured Endpoint (HTTP {(int)status}).",
            429 or 503 => $"{name} is too busy to answer (HTTP {(int)status}).",
            >= 400 and < 500 and not 408 => $"{name} refused the request (HTTP {(int)status}).",
            _ => $"{name} failed (HTTP {(int)status}).",
        },
        IsTransient(status));
}
