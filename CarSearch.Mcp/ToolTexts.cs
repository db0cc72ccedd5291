using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Mcp;

/// <summary>What the tools say to a model: descriptions, what to do next, and errors.</summary>
internal static class ToolTexts
{
    public const string Instructions =
        "Rental cars of several suppliers. Call search_cars once, ask the customer for the size of car, and narrow the offers with "
        + "get_offers and the token. Do not search again unless the place, the dates or the driver changes. "
        + "Vehicles are examples (\"or similar\"): never promise a model. Times are local at the place.";

    public const string FindPlaces =
        "Finds airports and cities by a part of their code or name. search_cars accepts names itself: call this tool only if it reports "
        + "a place as unknown or ambiguous.";

    public const string SearchCars =
        "Starts a search for rental cars at a place or position, waits up to 20 seconds for the suppliers, and returns the cheapest offer "
        + "of each size, with a token. Times are local at the place, without an offset. Then ask the customer for the size, and narrow "
        + "with get_offers and the token: filters do not need another search. Do not search again unless the place, the dates or the "
        + "driver changes. The vehicle is an example of its class: never promise a model.";

    public const string GetOffers =
        "Returns offers of a search that search_cars started, with filters: the cheapest first, or with best=size the cheapest of each "
        + "size. Prices of other sizes and types are here too: compare their totals, or use size and upgrade. While the search is running "
        + "there are the offers so far; wait=20 waits for the rest. Call it as often as the customer asks. Never promise a model.";

    public const string CancelSearch =
        "Stops a search and deletes its offers. Call it only if the customer wants that: a search ends by itself, and its offers expire.";

    public const string Token = "The token that search_cars returned.";

    public const string Wait = "The seconds to wait for the end of the search, 0 to 30.";

    public const string View = "brief: what is said to a customer. full: everything, for a few offers. Default: brief.";

    public const string Limit = "The number of offers. Default: as many as fit in 4 KB, at least one.";

    public static string DescribeProgress(SearchProgress progress) => progress.Suppliers == 0
        ? "The search is waiting to start"
        : string.Create(
            CultureInfo.InvariantCulture, $"{progress.Ended} of {progress.Suppliers} suppliers, {progress.Offers} offers so far");

    /// <summary>Describes what to do after a response with offers: the next page starts after <paramref name="skip"/> of them.</summary>
    public static string DescribeNext(SearchProgress progress, int skip, bool hasSize, bool isBest)
    {
        var text = new StringBuilder();
        if (progress.IsRunning)
        {
            text.Append(progress.Suppliers == 0 ? "" : "The search is running: ").Append(DescribeProgress(progress))
                .Append(". get_offers with wait=20 has the rest. ");
        }
        else if (progress.Error is { } error)
        {
            text.Append("The search has no result: ").Append(error).Append(" To try again, call search_cars. ");
        }
        else if (progress.Offers == 0)
        {
            text.Append("The search found no offers. For another place, other dates or another driver, call search_cars. ");
        }

        if (progress.Matched > 0)
        {
            if (progress.HasMore)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"For more, call get_offers with the same filters{(isBest ? ", best=size" : "")} and skip={skip}. ");
            }

            text.Append(hasSize ? "Narrow" : "Ask for the size, then narrow").Append(" with get_offers and this token. ");
        }
        else if (progress.Offers > 0)
        {
            text.Append("No offer matches: call get_offers with fewer filters. ");
        }

        if (progress.HasSimulated)
        {
            text.Append("Simulated offers must not be sold.");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Describes a problem, and what to do about it.</summary>
    public static string DescribeProblem(ApiResult result)
    {
        if (result.Body.Length == 0)
        {
            return "The request was canceled.";
        }

        var problem = result.Parse();
        var text = new StringBuilder(problem.GetProperty("detail").GetString());
        if (problem.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateObject())
            {
                foreach (var message in error.Value.EnumerateArray())
                {
                    text.Append('\n').Append(error.Name).Append(": ").Append(message.GetString());
                }
            }
        }

        return text.Append(result.Status switch
        {
            StatusCodes.Status404NotFound => " search_cars starts a search and returns its token.",
            StatusCodes.Status410Gone => " search_cars starts one.",
            _ => result.RetryAfter is { } seconds ? $" Call the tool again in {seconds} seconds." : "",
        }).ToString();
    }
}
