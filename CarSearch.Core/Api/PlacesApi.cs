using System.Globalization;
using CarSearch.Places;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/places: suggests places for a text.</summary>
public sealed class PlacesApi(PlaceCatalog places)
{
    private const int MaxPlaces = 50;
    private const int DefaultPlaces = 10;
    private const int MaxTextLength = 100;

    /// <summary>
    /// Returns the place that <c>q</c> means in a search, then those whose code or name starts with it, then those that contain it, each
    /// largest first. 200, 400.
    /// </summary>
    public IResult Search(HttpRequest request)
    {
        if (QueryNames.Check(request, "q", "limit") is { } problem)
        {
            return problem;
        }

        var errors = new Errors();
        var text = request.Query["q"];
        if (text is not [{ Length: >= 1 and <= MaxTextLength } prefix])
        {
            errors.Add("q", $"Missing or not valid. Allowed: a part of a name or code, 1 to {MaxTextLength} characters, once.");
            prefix = "";
        }

        var limit = DefaultPlaces;
        if (request.Query["limit"] is { Count: > 0 } limits
            && !(limits is [{ } value]
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= MaxPlaces))
        {
            errors.Add("limit", $"Not valid. Allowed: a whole number from 1 to {MaxPlaces}, once.");
        }

        return errors.Count == 0
            ? ApiResponse.Json(places.Search(prefix, limit), ApiJson.Default.IReadOnlyListPlace)
            : Problem.InvalidQuery("InvalidQuery", "The query string is not valid. Errors are listed by parameter.", errors);
    }
}
