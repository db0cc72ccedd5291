using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Transport;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the HTTP responses of one supplier and converts its failures.</summary>
internal sealed class ResponseReader(string supplier, SecretRedactor redactor, bool isGross)
{
    private readonly AvailabilityEvaluator evaluator = new(supplier, redactor);

    /// <summary>
    /// Reads a response. If its status does not indicate success, only a fault or errors in its body take precedence over the status.
    /// </summary>
    /// <param name="response">The response. Its body is disposed.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Canceled when the time limit has expired.</param>
    /// <returns>The response, and its errors and warnings, redacted.</returns>
    /// <exception cref="SupplierException">The response is a failure, or can't be read.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async ValueTask<(SupplierResponse Response, IEnumerable<string> Diagnostics)> ReadAsync(
        HttpResponseMessage response, AvailabilityQuery query, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            try
            {
                var charset = response.Content.Headers.ContentType?.CharSet;
                var availability = await AvailabilityReader.ReadAsync(body, charset, query, isGross, cancellationToken)
                    .ConfigureAwait(false);
                var status = availability.Status;
                if (IsEchoOfOtherSearch(status.EchoToken, query.EchoToken))
                {
                    throw new SupplierException(
                        $"{supplier}'s response is for another search: its EchoToken differs from that of the request.");
                }

                if (!response.IsSuccessStatusCode && !status.IsFault && status.Errors.Count == 0)
                {
                    throw TransportErrors.From(supplier, response.StatusCode);
                }

                var missing = evaluator.Evaluate(availability);
                SupplierOffer[] offers = [.. availability.Offers.Where(offer => !redactor.ContainsSecret(offer))];
                var dropped = availability.Dropped + availability.Offers.Count - offers.Length;
                return (new(offers, dropped, missing), status.Errors.Concat(status.Warnings).Select(evaluator.Describe));
            }
            catch (Exception exception)
                when (!response.IsSuccessStatusCode && exception is UnreadableResponseException or InvalidDataException)
            {
                throw TransportErrors.From(supplier, response.StatusCode);
            }
            catch (InvalidDataException exception)
            {
                throw TransportErrors.From(supplier, exception);
            }
            catch (UnreadableResponseException exception)
            {
                // The parser's message quotes the document, and a charset may contain a secret.
                var cause = new RedactedException(exception.InnerException ?? exception);
                throw new SupplierException($"{supplier}'s response {redactor.Redact(exception.Problem)}.", exception.IsTransient, cause);
            }
        }
    }

    /// <summary>
    /// Returns whether a response repeats the token of another search. Many suppliers repeat none, a part of it, or a constant, which is
    /// accepted.
    /// </summary>
    private static bool IsEchoOfOtherSearch(string? echo, string sent) =>
        echo is not null && echo.Length == sent.Length && !echo.Equals(sent, StringComparison.OrdinalIgnoreCase)
        && sent.Length >= SupplierRequest.EchoTokenLength && echo.Take(SupplierRequest.EchoTokenLength).All(char.IsAsciiHexDigit);
}
