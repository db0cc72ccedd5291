using System.Globalization;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Functions.Storage;

/// <summary>What Blob Storage's refusals mean here.</summary>
internal static class BlobFaults
{
    /// <summary>There is something else, or nothing, where the condition wanted a certain version.</summary>
    public static bool IsFailedCondition(this RequestFailedException refused) =>
        refused.Status == StatusCodes.Status412PreconditionFailed || refused.ErrorCode == BlobErrorCode.BlobAlreadyExists;

    /// <summary>There is no such blob. A container that is missing is another matter.</summary>
    public static bool IsMissingBlob(this RequestFailedException refused) => refused.ErrorCode == BlobErrorCode.BlobNotFound;

    /// <summary>The container is not there.</summary>
    public static bool IsMissingContainer(this RequestFailedException refused) => refused.ErrorCode == BlobErrorCode.ContainerNotFound;

    /// <summary>Whether an exception tells that the storage account can't be used now: it refuses, does not answer, or gives no token.</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is RequestFailedException or AuthenticationFailedException or AggregateException or IOException or OperationCanceledException;

    /// <summary>The fault as CarSearch.Core knows it, with the time to ask again where the service named one. It is logged, so it names no blob.</summary>
    public static StoreUnavailableException ToUnavailable(Exception exception, string what) => exception switch
    {
        RequestFailedException refused when refused.IsMissingContainer() => new(
            "The container of search records does not exist. A deployment makes it; in development it is made by itself.", Redaction.Of(refused)),
        RequestFailedException { Status: > 0 } refused => new(
            string.Create(CultureInfo.InvariantCulture, $"Blob Storage could not {what}: {refused.Status} {refused.ErrorCode}."), Redaction.Of(refused), RetryAfter(refused)),
        _ => new($"Blob Storage could not {what}: it can't be reached.", Redaction.Of(exception)),
    };

    /// <summary>The pause that the service asks for, in seconds or until a date (RFC 9110, section 10.2.3).</summary>
    private static TimeSpan? RetryAfter(RequestFailedException refused)
    {
        if (refused.GetRawResponse()?.Headers is not { } headers || !headers.TryGetValue("Retry-After", out var text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // By the service's own clock.
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end > headers.Date
            ? end - headers.Date
            : null;
    }
}
