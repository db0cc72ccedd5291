using CarSearch.Bench.Http;
using CarSearch.Bench.Searches;

namespace CarSearch.Bench.Overload;

/// <summary>What became of the POSTs of a load.</summary>
/// <param name="count">The number of POSTs.</param>
internal sealed class PostOutcomes(int count)
{
    private readonly string?[] _tokens = new string?[count];
    private int _refused;
    private int _unavailable;

    /// <summary>Gets the number of 429 with a <c>Retry-After</c> of 1 to 60 s.</summary>
    public int Refused => _refused;

    /// <summary>Gets the number of 503.</summary>
    public int Unavailable => _unavailable;

    /// <summary>Gets the tokens of the accepted searches.</summary>
    public string[] Accepted => [.. _tokens.OfType<string>()];

    /// <summary>Takes the answer to a POST. Throws if it is neither a refusal nor an acceptance.</summary>
    public void Take(int index, HttpAnswer answer)
    {
        switch (answer.Status)
        {
            case 429 when int.TryParse(answer.Header("Retry-After"), out var wait) && wait is >= 1 and <= 60:
                Interlocked.Increment(ref _refused);
                break;
            case 503:
                Interlocked.Increment(ref _unavailable);
                break;
            default:
                _tokens[index] = SearchAnswer.Token(answer);
                break;
        }
    }
}
