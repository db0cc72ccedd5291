using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Transport;
using CarSearch.Searches;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the answers of one supplier, and puts what is wrong with them into sentences.</summary>
/// <param name="supplier">Its name.</param>
/// <param name="words">Cleans what it says.</param>
/// <param name="isGross">Whether it is known to tell RateTotalAmount with all taxes and fees.</param>
internal sealed class AnswerReading(string supplier, SupplierWords words, bool isGross)
{
    private readonly AvailabilityOutcome outcome = new(supplier, words);

    /// <summary>Reads an answer. Of one whose status is not success only what it says of itself counts, a fault or errors; otherwise the status does.</summary>
    /// <param name="response">The answer; its body is disposed of.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="cancellationToken">Canceled when the time is up.</param>
    /// <returns>The answer, and the errors and warnings in it, cleaned.</returns>
    /// <exception cref="SupplierException">The answer is a failure, or can't be read.</exception>
    /// <exception cref="InvalidDataException">The answer can't be decompressed.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<(SupplierAnswer Answer, IEnumerable<string> Told)> ReadAsync(
        HttpResponseMessage response, AvailabilityQuestion question, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            try
            {
                using var window = new AnswerWindow(body, AvailabilityReader.MostBytes);
                var answer = await AvailabilityReader.ReadAsync(window, response.Content.Headers.ContentType?.CharSet, question, isGross, cancellationToken).ConfigureAwait(false);
                if (IsOfAnother(answer.Told.EchoToken, question.EchoToken))
                {
                    throw new SupplierException($"{supplier}'s answer is to another search: its EchoToken is not the one that was sent.");
                }

                if (!response.IsSuccessStatusCode && !answer.Told.IsFault && answer.Told.Errors.Count == 0)
                {
                    throw HttpRefusals.Of(supplier, response.StatusCode);
                }

                var missing = outcome.Judge(answer);
                SupplierOffer[] fit = [.. answer.Offers.Where(offer => !words.AreIn(offer))];
                return (new(fit, answer.Dropped + answer.Offers.Count - fit.Length, missing), answer.Told.Errors.Concat(answer.Told.Warnings).Select(outcome.Told));
            }
            catch (Exception exception) when (!response.IsSuccessStatusCode && exception is (AnswerTooLargeException or UnreadableAnswerException or InvalidDataException))
            {
                // A refusal need not be readable: its status says enough.
                throw HttpRefusals.Of(supplier, response.StatusCode);
            }
            catch (AnswerTooLargeException exception)
            {
                throw new SupplierException($"{supplier}'s answer {exception.What}.", isTransient: false, exception);
            }
            catch (UnreadableAnswerException exception)
            {
                // The parser quotes what it stumbled on; and what calls itself a charset may be what it was sent.
                throw new SupplierException($"{supplier}'s answer {words.Clean(exception.What)}.", exception.IsTransient, new UnquotedException(exception.InnerException ?? exception));
            }
        }
    }

    /// <summary>Whether an answer repeats the token of another search of ours. Many suppliers repeat none, a part, or always the same word, which says nothing.</summary>
    private static bool IsOfAnother(string? echo, string sent) =>
        echo is not null && echo.Length == sent.Length && !echo.Equals(sent, StringComparison.OrdinalIgnoreCase)
        && sent.Length >= SearchToken.DigestLength && echo.Take(SearchToken.DigestLength).All(char.IsAsciiHexDigit);
}
