using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Offers;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>200 or 202 to a GET: the state of a search and the offers that match; 304 if the caller has them.</summary>
internal sealed class SearchResult(
    StoredRecord stored, OfferQuery query, TimeSpan? preferredWait, int decimals, string? publicUrl, string? retryAfter)
    : IResult
{
    private static readonly string Build = typeof(SearchResult).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private readonly SearchRecord record = stored.Record;
    private readonly string queryText = query.ToQueryString();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var etag = ComputeEntityTag();
        response.Headers.ETag = etag;
        response.Headers.CacheControl = ApiResponse.CacheControl;
        if (preferredWait is { } wait)
        {
            response.Headers["Preference-Applied"] = WaitPreference.Format(wait);
        }

        if (!record.IsEnded)
        {
            response.Headers.RetryAfter = retryAfter;
            response.Headers.Location = SearchLinks.Absolute(request, record.Token, publicUrl);
        }

        if (EntityTags.Match(request.Headers.IfNoneMatch, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = record.IsEnded ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        using var body = new PooledBuffer(32 * 1024);
        Write(body, SearchLinks.Relative(request, record.Token));
        await ApiResponse.WriteAsync(httpContext, body.WrittenMemory).ConfigureAwait(false);
    }

    /// <summary>Computes a digest of everything that determines the body: the record's version, the build and the query.</summary>
    private string ComputeEntityTag()
    {
        var text = $"{record.Token.Value}\n{stored.Version}\n{Build}\n{queryText}";
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return $"\"{Convert.ToHexStringLower(hash[..16])}\"";
    }

    private void Write(PooledBuffer body, string link)
    {
        var selection = stored.Offers.Select(query);
        var head = stored.Head(SearchHead.Serialize);
        head.CopyTo(body.GetSpan(head.Length));
        body.Advance(head.Length);
        using var writer = new Utf8JsonWriter(body, JsonText.Documents);
        writer.WriteStartObject();
        writer.WriteNumber("matched"u8, selection.Matched);
        WriteOffers(writer, selection);
        using var facets = new PooledBuffer(8 * 1024);
        FacetsJson.Write(facets, selection, decimals);
        writer.WritePropertyName("facets"u8);
        writer.WriteRawValue(facets.Written, skipInputValidation: true);
        writer.WritePropertyName("error"u8);
        JsonSerializer.Serialize(writer, record.Error!, SearchJson.Default.SearchError);
        WriteLinks(writer, link, selection.Matched);
        writer.WriteEndObject();
        writer.Flush();

        // Joins the head, an object without its closing brace, to the object written after it.
        body.Written[head.Length] = (byte)',';
    }

    private void WriteOffers(Utf8JsonWriter writer, OfferSelection selection)
    {
        writer.WriteStartArray("offers"u8);
        foreach (var index in selection.Page)
        {
            ref readonly var row = ref selection.Table[index];
            var json = selection.Json(row);
            if (selection.UpgradeFor(row) is { } upgrade)
            {
                WriteUpgrade(writer, json, upgrade);
            }
            else
            {
                writer.WriteRawValue(json, skipInputValidation: true);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes an offer with the price of the upgrade in place of null, the value stored for its last property.</summary>
    private void WriteUpgrade(Utf8JsonWriter writer, ReadOnlySpan<byte> json, long upgrade)
    {
        var prefix = json[..^"null}"u8.Length];
        var rented = ArrayPool<byte>.Shared.Rent(prefix.Length + Money.MaxPriceLength + 1);
        prefix.CopyTo(rented);
        var length = prefix.Length + Money.FormatPrice(upgrade, decimals, rented.AsSpan(prefix.Length));
        rented[length++] = (byte)'}';
        writer.WriteRawValue(rented.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void WriteLinks(Utf8JsonWriter writer, string link, int matched)
    {
        writer.WriteStartObject("links"u8);
        writer.WriteString("self"u8, link + queryText);
        var (limit, skip) = (query.Get(OfferParameters.Limit), query.Get(OfferParameters.Skip));
        var next = skip + limit;
        WritePage("next"u8, next < matched && next <= OfferParameters.MaxSkip ? next : null);
        WritePage("previous"u8, skip > 0 ? Math.Max(0, skip - limit) : null);
        writer.WriteString("cancel"u8, link);
        writer.WriteEndObject();

        void WritePage(ReadOnlySpan<byte> name, int? skip) =>
            writer.WriteString(name, skip is { } start ? link + query.With(OfferParameters.Skip, start).ToQueryString() : null);
    }
}
