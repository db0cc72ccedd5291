using System.Text.Json;

namespace CarSearch.Offers;

/// <summary>
/// The offers of one supplier, as the very bytes of JSON that are stored and served, with the few fields that filters
/// look at beside them. A waiting search holds nothing else of an answer, and a GET copies bytes instead of writing JSON.
/// </summary>
public sealed class OfferBlock
{
    internal OfferBlock(ReadOnlyMemory<byte> json, OfferKey[] keys)
    {
        Json = json;
        Keys = keys;
    }

    /// <summary>No offers.</summary>
    public static OfferBlock Empty { get; } = new(ReadOnlyMemory<byte>.Empty, []);

    /// <summary>How many offers these are.</summary>
    public int Count => Keys.Length;

    /// <summary>The offers as JSON objects with commas between them: the inside of an array.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    internal OfferKey[] Keys { get; }

    /// <summary>Reads the offers of a stored document without copying them.</summary>
    /// <param name="reader">Stands on the start of the array; afterwards on its end.</param>
    /// <param name="document">The document that <paramref name="reader"/> reads.</param>
    /// <exception cref="JsonException">An offer lacks what filters look at.</exception>
    internal static OfferBlock Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> document)
    {
        var keys = new List<OfferKey>();
        var start = -1;
        var end = 0;
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("Expected the offers.");
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                throw new JsonException("Expected an offer.");
            }

            if (start < 0)
            {
                start = (int)reader.TokenStartIndex;
            }

            keys.Add(OfferKey.Read(ref reader, start));
            end = (int)reader.BytesConsumed;
        }

        return keys.Count == 0 ? Empty : new(document[start..end], [.. keys]);
    }
}
